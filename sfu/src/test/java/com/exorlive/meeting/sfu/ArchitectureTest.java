package com.exorlive.meeting.sfu;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "com.exorlive.meeting.sfu",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] PURE = {
        "..sfu.ice..", "..sfu.srtp..", "..sfu.rtp..", "..sfu.sdp..", "..sfu.limit..", "..sfu.path.."
    };

    @ArchTest
    static final ArchRule PROTOCOLS_DO_NO_IO =
            noClasses()
                    .that()
                    .resideInAnyPackage(PURE)
                    .should()
                    .dependOnClassesThat()
                    .haveNameMatching(
                            "java\\.net\\.(.*Socket|NetworkInterface|URL.*|http.*)|java\\.nio\\.channels.*|java\\.nio\\.file.*|java\\.io\\.(?!Serializable).*")
                    .because("protocol machines are sans-IO, so their tests need no socket");

    @ArchTest
    static final ArchRule PROTOCOLS_START_NO_THREADS =
            noClasses()
                    .that()
                    .resideInAnyPackage(PURE)
                    .should()
                    .dependOnClassesThat()
                    .haveNameMatching("java\\.lang\\.Thread.*|java\\.util\\.concurrent\\..*")
                    .because("they are confined to their event loop");

    @ArchTest
    static final ArchRule ONLY_NET_KNOWS_NETTY =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..sfu.net..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.netty..")
                    .because("another transport must be able to take its place");

    @ArchTest
    static final ArchRule ONLY_THE_LINUX_SOCKET_AND_OPENSSL_CALL_C =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..sfu.net.linux..")
                    .and()
                    .haveNameNotMatching(".*\\.srtp\\.(LibCrypto|OpenSsl.*)")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("java.lang.foreign..")
                    .because("a mistake there ends the process, so there must be little of it");

    @ArchTest
    static final ArchRule ONLY_DTLS_KNOWS_BOUNCY_CASTLE =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..sfu.dtls..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.bouncycastle..")
                    .because("it blocks, and the rest of the SFU sees a machine");

    @ArchTest
    static final ArchRule ONLY_DRIVERS_READ_THE_CLOCK =
            noClasses()
                    .that()
                    .haveNameNotMatching(".*\\.(MediaLoop|DtlsWarmUp|BatchedTransport)(\\$.*)?")
                    .should()
                    .callMethod(System.class, "nanoTime")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(java.time.Instant.class, "now")
                    .because("time is an argument, so that tests need not wait");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("com.exorlive.meeting.sfu.(*)..").should().beFreeOfCycles();
}
