package com.exorlive.meeting.sfucontrol;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "com.exorlive.meeting.sfucontrol",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule ONLY_ITS_DRIVER_KNOWS_THE_SFU =
            noClasses()
                    .that()
                    .haveNameNotMatching(".*EmbeddedSfu.*")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("com.exorlive.meeting.sfu..")
                    .because("an external media server must be able to take its place");

    @ArchTest
    static final ArchRule NOBODY_KNOWS_NETTY_OR_BOUNCY_CASTLE =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.netty..", "org.bouncycastle..")
                    .because("packets are the SFU's");
}
