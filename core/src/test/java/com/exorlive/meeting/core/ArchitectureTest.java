package com.exorlive.meeting.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;

/// The boundaries inside core that a compiler can't hold.
@AnalyzeClasses(
        packages = "com.exorlive.meeting.core",
        importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("com.exorlive.meeting.core.(*)..")
                    .should()
                    .beFreeOfCycles()
                    .because("a feature that needs another one must not be needed by it");

    @ArchTest
    static final ArchRule NOBODY_NEEDS_THE_WHOLE =
            noClasses()
                    .that()
                    .resideInAPackage("com.exorlive.meeting.core.*..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("com.exorlive.meeting.core")
                    .because("the graph is built in Core, and known there alone");

    @ArchTest
    static final ArchRule TIME_COMES_FROM_OUTSIDE =
            noClasses()
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(LocalDate.class, "now")
                    .orShould()
                    .callMethod(InstantSource.class, "system")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(System.class, "nanoTime")
                    .because("a rule about time must be testable at its boundary");

    @ArchTest
    static final ArchRule RULES_DO_NO_IO =
            noClasses()
                    .that()
                    .haveSimpleName("InviteRules")
                    .or()
                    .haveSimpleName("Age")
                    .or()
                    .haveSimpleName("Policy")
                    .or()
                    .haveSimpleName("Reach")
                    .or()
                    .haveSimpleName("MeetingId")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.jdbi..", "java.sql..", "com.exorlive.meeting.edge..")
                    .because("what decides is told everything, so that its tests need nothing");

    @ArchTest
    static final ArchRule ONLY_THE_STORES_SPEAK_SQL =
            noClasses()
                    .that()
                    .haveSimpleNameEndingWith("Api")
                    .or()
                    .haveSimpleNameEndingWith("Endpoint")
                    .should()
                    .callMethod(org.jdbi.v3.core.Handle.class, "createQuery", String.class)
                    .orShould()
                    .callMethod(org.jdbi.v3.core.Handle.class, "createUpdate", String.class)
                    .because("HTTP and SQL meet in neither's file");

    @ArchTest
    static final ArchRule NIMBUS_STAYS_AT_THE_DOOR =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..core.oidc..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("com.nimbusds..")
                    .because("no feature behind the door knows what a token looks like");

    @ArchTest
    static final ArchRule THE_DEMO_IS_NEEDED_BY_NOBODY =
            classes()
                    .that()
                    .resideInAPackage("..core.demo..")
                    .should()
                    .onlyHaveDependentClassesThat()
                    .resideInAnyPackage("..core.demo..", "com.exorlive.meeting.core")
                    .because("nothing real may rest on accounts that everybody can open");
}
