package com.exorlive.meeting.edge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "com.exorlive.meeting.edge",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule KNOWS_HTTP_ONLY =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "com.exorlive.meeting.core..",
                            "com.exorlive.meeting.signaling..",
                            "com.exorlive.meeting.sfu..",
                            "com.exorlive.meeting.sfucontrol..")
                    .because("two services share it, and neither may reach the other by it");

    @ArchTest
    static final ArchRule ADDRESSES_ARE_READ_IN_ONE_PLACE =
            noClasses()
                    .that()
                    .doNotHaveSimpleName("HttpCall")
                    .should()
                    .callMethod(
                            org.eclipse.jetty.server.Request.class,
                            "getRemoteAddr",
                            org.eclipse.jetty.server.Request.class)
                    .because("an address is a key for limits, never a word in a log");
}
