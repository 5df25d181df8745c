package com.exorlive.meeting.loadtests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "com.exorlive.meeting.loadtests",
        importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule ONLY_THE_PUBLIC_PROTOCOL_IS_KNOWN =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..loadtests.floor..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "com.exorlive.meeting.core..",
                            "com.exorlive.meeting.signaling..",
                            "com.exorlive.meeting.edge..",
                            "com.exorlive.meeting.standalone..",
                            "com.exorlive.meeting.sfucontrol..",
                            "com.exorlive.meeting.sfu.room..",
                            "com.exorlive.meeting.sfu.net..")
                    .because("a load test that knows the server's inside tests another program");

    @ArchTest
    static final ArchRule THE_HOT_PATH_ASKS_NOBODY =
            noClasses()
                    .that()
                    .resideInAPackage("..loadtests.media..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "java.net.http..", "..loadtests.page..", "..loadtests.people..")
                    .because("media runs on event loops, which must not wait");
}
