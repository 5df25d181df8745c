package com.exorlive.meeting.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "com.exorlive.meeting.standalone",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule SEES_OF_EACH_PART_ONLY_ITS_DOOR =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "com.exorlive.meeting.sfu..",
                            "com.exorlive.meeting.signaling.*..",
                            "com.exorlive.meeting.core.signin..",
                            "com.exorlive.meeting.core.meeting..",
                            "com.exorlive.meeting.core.database..")
                    .because("it wires the parts and knows no rule of theirs");
}
