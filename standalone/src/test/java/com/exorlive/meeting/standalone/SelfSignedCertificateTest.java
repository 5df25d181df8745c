package com.exorlive.meeting.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfSignedCertificateTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final InetAddress PHONE_NETWORK = InetAddress.ofLiteral("198.51.100.7");

    private static final InetAddress PHONE_NETWORK_6 = InetAddress.ofLiteral("2001:db8::7");

    @TempDir Path directory;

    @Test
    void namesLocalhostAndTheAddressesAsked() throws Exception {
        var certificate = certificate(make(NOW, PHONE_NETWORK));

        var names = certificate.getSubjectAlternativeNames().stream().map(name -> name.get(1));
        assertThat(names.toList().toString()).contains("localhost", "198.51.100.7");
    }

    @Test
    void anAddressWithAZoneIsNamedWithoutIt() throws Exception {
        var zoned = Inet6Address.getByAddress("phone", PHONE_NETWORK_6.getAddress(), 1);
        var first = Files.readAllBytes(make(NOW, zoned));
        var certificate = certificate(make(NOW, zoned));

        var names = certificate.getSubjectAlternativeNames().stream().map(name -> name.get(1));
        assertThat(names.toList().toString()).contains("2001:db8:0:0:0:0:0:7");
        assertThat(Files.readAllBytes(make(NOW, zoned))).isEqualTo(first);
    }

    @Test
    void isKeptAsLongAsItIsGood() throws Exception {
        var first = Files.readAllBytes(make(NOW, PHONE_NETWORK));

        assertThat(Files.readAllBytes(make(NOW.plus(Duration.ofDays(100)), PHONE_NETWORK)))
                .isEqualTo(first);
    }

    @Test
    void isMadeAgainWhenItRanOutOrTheAddressChanged() throws Exception {
        var muchLater = NOW.plus(Duration.ofDays(391));
        var first = Files.readAllBytes(make(NOW, PHONE_NETWORK));
        var second = Files.readAllBytes(make(muchLater, PHONE_NETWORK));
        var third = Files.readAllBytes(make(muchLater, InetAddress.ofLiteral("198.51.100.8")));

        assertThat(second).isNotEqualTo(first);
        assertThat(third).isNotEqualTo(second);
    }

    private Path make(Instant now, InetAddress address) {
        var file = directory.resolve("tls.p12");
        SelfSignedCertificate.ensure(file, "password", List.of(address), now);
        return file;
    }

    private static X509Certificate certificate(Path file) throws Exception {
        var store = KeyStore.getInstance(file.toFile(), "password".toCharArray());
        return (X509Certificate) store.getCertificate("exorlive");
    }
}
