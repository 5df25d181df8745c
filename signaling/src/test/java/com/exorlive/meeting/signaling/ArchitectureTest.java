package com.exorlive.meeting.signaling;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

@AnalyzeClasses(
        packages = "com.exorlive.meeting.signaling",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule ROOM_LOGIC_DOES_NO_IO =
            noClasses()
                    .that()
                    .resideInAnyPackage("..room..", "..session..", "..protocol..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "java.net..",
                            "java.io..",
                            "java.nio.file..",
                            "jakarta..",
                            "org.eclipse.jetty..")
                    .because("rooms are sans-IO, so their tests need no socket");

    @ArchTest
    static final ArchRule ONLY_CONNECTION_KNOWS_WEBSOCKETS =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..connection..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("jakarta.websocket..", "org.eclipse.jetty.websocket..")
                    .because("everybody else speaks to a page over a Line");

    @ArchTest
    static final ArchRule ONLY_THE_PROTOCOL_KNOWS_JSON_MESSAGES =
            noClasses()
                    .that()
                    .resideInAnyPackage("..room..", "..session..", "..connection..", "..ticket..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("tools.jackson..")
                    .because("wire names live in the codec alone");

    @ArchTest
    static final ArchRule ONLY_REDIS_KNOWS_LETTUCE =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..redis..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.lettuce..")
                    .because("everybody else asks a RoomRegistry, wherever it keeps its word");

    @ArchTest
    static final ArchRule ONLY_TOKEN_KNOWS_JOSE =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..token..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("com.nimbusds..")
                    .because("tokens are judged in one place");

    @ArchTest
    static final ArchRule NOBODY_KNOWS_THE_EMBEDDED_MEDIA_SERVER =
            noClasses()
                    .should()
                    .dependOnClassesThat(resideInAPackage("com.exorlive.meeting.sfu.."))
                    .because("another media server must be able to take its place");

    @ArchTest
    static final ArchRule NOBODY_KNOWS_CORE =
            noClasses()
                    .should()
                    .dependOnClassesThat(resideInAPackage("com.exorlive.meeting.core.."))
                    .because(
                            "the issuer's keys are core's; signaling must not get at them even"
                                    + " where both run in one process");

    @ArchTest
    static final ArchRule NOTHING_IS_SIGNED_HERE =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .areAssignableTo(com.nimbusds.jose.JWSSigner.class)
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(java.security.PrivateKey.class)
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(java.security.KeyPairGenerator.class)
                    .orShould()
                    .dependOnClassesThat()
                    .resideInAPackage("com.nimbusds.jose.jwk.gen..")
                    .orShould()
                    .callMethodWhere(target(name("sign")))
                    .orShould()
                    .callMethodWhere(target(name("initSign")))
                    .orShould()
                    .callMethodWhere(target(nameMatching("to.*PrivateKey")))
                    .because(
                            "an identity assertion must be beyond whoever runs signaling: it"
                                    + " judges tokens with public keys and makes none");

    @ArchTest
    static final ArchRule TIME_IS_GIVEN =
            noClasses()
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(System.class, "nanoTime")
                    .because("a test must be able to say what time it is");

    @ArchTest
    static final ArchRule NO_LOCKED_ROOMS =
            methods()
                    .that()
                    .areDeclaredInClassesThat()
                    .resideInAnyPackage("..room..", "..session..")
                    .should()
                    .notHaveModifier(JavaModifier.SYNCHRONIZED)
                    .because("a room has one thread");

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("com.exorlive.meeting.signaling.(*)..")
                    .should()
                    .beFreeOfCycles()
                    .because("each must be readable without the ones above it");
}
