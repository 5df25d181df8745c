package com.exorlive.meeting.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandaloneTest {
    @TempDir Path data;

    @Test
    void everythingIsReadyWhenTheStartReturns() throws Exception {
        try (var standalone = start(Map.of())) {
            assertThat(get(standalone.origin() + "/").body()).contains("<div id=\"app\">");
            assertThat(get(standalone.origin() + "/.well-known/openid-configuration").body())
                    .contains(standalone.origin().replace("/", "\\/"));
            assertThat(get(standalone.adminOrigin() + "/readyz").statusCode()).isEqualTo(200);
            assertThat(get(standalone.adminOrigin() + "/metrics").body())
                    .contains("exorlive_media_rooms 0.0")
                    .contains("exorlive_backup_overdue 0.0", "exorlive_backup_failures_total 0.0")
                    .contains("exorlive_media_dropped_total{reason=\"forged\"} 0.0");
        }
    }

    @Test
    void whatIsForMachinesIsNotOnTheAddressForPeople() throws Exception {
        try (var standalone = start(Map.of())) {
            for (var path : new String[] {"/metrics", "/readyz", "/livez"}) {
                assertThat(get(standalone.origin() + path).statusCode()).isEqualTo(404);
            }
        }
    }

    @Test
    void thePagesMayAskOnlyTheirOwnOrigin() throws Exception {
        try (var standalone = start(Map.of())) {
            var policy =
                    get(standalone.origin() + "/").headers().firstValue("Content-Security-Policy");

            assertThat(policy.orElseThrow())
                    .startsWith("default-src 'none'")
                    .contains(
                            "connect-src 'self' " + standalone.origin().replace("http", "ws") + ";")
                    .contains("frame-ancestors 'none'", "require-trusted-types-for 'script'")
                    .doesNotContain("unsafe");
        }
    }

    @Test
    void forAPhoneItServesHttpsOnTheNetworksAddress() throws Exception {
        var settings = settings(Map.of("exorlive.http.bind", "0.0.0.0"));
        try (var standalone = Standalone.start(settings, true)) {
            assertThat(standalone.origin())
                    .startsWith("https://")
                    .contains(LanAddress.first().getHostAddress());
            var local = standalone.origin().replaceFirst("//.*:", "//localhost:");
            var answer = send(trusting(data.resolve("tls.p12")), local + "/");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
            assertThat(Banner.of(standalone)).contains("Ready: " + standalone.origin(), "▀");
        }
    }

    @Test
    void theDemoSaysWhoCanSignIn() {
        try (var standalone = start(Map.of())) {
            assertThat(Banner.of(standalone))
                    .startsWith("Ready: " + standalone.origin())
                    .contains("ingrid", "Ola Nordmann", "password");
        }
    }

    @Test
    void productionRefusesADatabaseWithDemoAccounts() {
        start(Map.of()).close();

        assertThatThrownBy(() -> start(production()))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("demo accounts");
    }

    @Test
    void productionHasNoDemoAccounts() {
        try (var standalone = start(production())) {
            assertThat(standalone.origin()).isEqualTo("https://meet.example.org");
            assertThat(Banner.of(standalone)).doesNotContain("ingrid", "password");
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var port = Integer.toString(taken.getLocalPort());

            assertThatThrownBy(() -> start(Map.of("exorlive.http.port", port)))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("Port " + port);
        }
    }

    private Standalone start(Map<String, String> changes) {
        return Standalone.start(settings(changes), false);
    }

    private Settings settings(Map<String, String> changes) {
        return SettingsReader.read(
                Optional.empty(), Map.of(), TestStandalone.overrides(data, changes));
    }

    private static Map<String, String> production() {
        var settings = new HashMap<String, String>();
        settings.put("exorlive.mode", "production");
        settings.put("exorlive.public-origin", "https://meet.example.org");
        settings.put("exorlive.secrets.password-pepper", "p".repeat(32));
        settings.put("exorlive.secrets.signaling-client-secret", "s".repeat(32));
        settings.put("exorlive.secrets.backup-key", "b".repeat(32));
        return settings;
    }

    private static HttpResponse<String> get(String uri) throws Exception {
        return send(HttpClient.newHttpClient(), uri);
    }

    private static HttpResponse<String> send(HttpClient client, String uri) throws Exception {
        try (client) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(uri)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static HttpClient trusting(Path keyStore) throws Exception {
        var password = Files.readString(keyStore.resolveSibling("tls.secret"));
        var own = KeyStore.getInstance(keyStore.toFile(), password.toCharArray());
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("own", own.getCertificate("exorlive"));
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        var tls = SSLContext.getInstance("TLS");
        tls.init(null, factory.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(tls).build();
    }
}
