package com.exorlive.meeting.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
    private static final String PEPPER = "p".repeat(32);
    private static final String CLIENT = "c".repeat(32);
    private static final String BACKUP = "b".repeat(32);

    @TempDir Path directory;

    @Test
    void withNothingSaidTheDemoRunsOnThisMachineOnly() {
        var settings = read(Map.of());

        assertThat(settings.isDemo()).isTrue();
        assertThat(settings.http().bind()).isEqualTo("127.0.0.1");
        assertThat(settings.http().port()).isEqualTo(8080);
        assertThat(settings.admin().bind()).isEqualTo("127.0.0.1");
        assertThat(settings.meeting().maxLength()).isEqualTo(Duration.ofHours(4));
        assertThat(settings.publicOrigin()).isEmpty();
    }

    @Test
    void theCommandLineWinsOverTheEnvironmentAndThatOverTheFile() throws IOException {
        var file = file("exorlive { http.port = 1001, admin.port = 1002, media.port = 1003 }");
        var environment = Map.of("EXORLIVE_HTTP_PORT", "2001", "EXORLIVE_ADMIN_PORT", "2002");
        var settings =
                SettingsReader.read(
                        Optional.of(file), environment, Map.of("exorlive.http.port", "3001"));

        assertThat(settings.http().port()).isEqualTo(3001);
        assertThat(settings.admin().port()).isEqualTo(2002);
        assertThat(settings.media().port()).isEqualTo(1003);
    }

    @Test
    void aBasisLastsAWorkingDayAndNamesAreKeptNowhereElseUnlessTheOperatorSaysSo() {
        var nothing = read(Map.of()).customers();
        assertThat(nothing.basisLasts()).isEqualTo(Duration.ofHours(8));
        assertThat(nothing.pdsOrigins()).isEmpty();

        var said =
                Map.of(
                        "EXORLIVE_CONTACTS_BASIS_LASTS", "30 m",
                        "EXORLIVE_PDS_ALLOWED_ORIGINS", "https://a.example, http://localhost:8090");
        assertThat(read(said).customers().basisLasts()).isEqualTo(Duration.ofMinutes(30));
        assertThat(read(said).customers().pdsOrigins())
                .containsExactly("https://a.example", "http://localhost:8090");

        var wrong =
                Map.of(
                        "EXORLIVE_CONTACTS_BASIS_LASTS", "25 h",
                        "EXORLIVE_PDS_ALLOWED_ORIGINS", "https://a.example/x;default-src");
        assertThatThrownBy(() -> read(wrong))
                .hasMessageContainingAll(
                        "exorlive.contacts.basis-lasts", "exorlive.pds.allowed-origins");
    }

    @Test
    void noIdentityProviderInsideTheNetworkIsAskedUnlessTheOperatorSaysSo() {
        var variable = "EXORLIVE_IDENTITY_PROVIDERS_INSIDE_HOSTS";
        assertThat(read(Map.of()).customers().insideProviders()).isEmpty();
        assertThat(read(Map.of(variable, "a.internal, b.internal")).customers().insideProviders())
                .containsExactly("a.internal", "b.internal");
        assertThatThrownBy(() -> read(Map.of(variable, "https://a.internal")))
                .hasMessageContaining("exorlive.identity-providers.inside-hosts");
    }

    @Test
    void peopleAreToldOutsideTheProductOnlyWhenItIsSetUp() {
        var nothing = read(Map.of()).notices();
        assertThat(nothing.mail()).isNull();
        assertThat(nothing.webhook()).isNull();
        assertThat(nothing.reminders())
                .containsExactly(Duration.ofHours(24), Duration.ofMinutes(15));

        var mail =
                read(Map.of(
                                "EXORLIVE_NOTICES_MAIL_HOST", "smtp.example.org",
                                "EXORLIVE_NOTICES_MAIL_PASSWORD", "hush-hush",
                                "EXORLIVE_NOTICES_MAIL_FROM", "no-reply@example.org"))
                        .notices()
                        .mail();
        assertThat(mail).isNotNull();
        assertThat(mail.port()).isEqualTo(587);
        assertThat(mail.toString()).doesNotContain("hush-hush");
        assertThatThrownBy(
                        () ->
                                read(
                                        Map.of(
                                                "EXORLIVE_NOTICES_MAIL_HOST", "smtp.example.org",
                                                "EXORLIVE_NOTICES_WEBHOOK_URL", "https://x.example",
                                                "EXORLIVE_NOTICES_REMINDERS", "24 h, soon")))
                .hasMessageContaining("exorlive.notices.mail.from: demanded")
                .hasMessageContaining("exorlive.notices.webhook.secret: demanded")
                .hasMessageContaining("exorlive.notices.reminders: must be durations");
    }

    @Test
    void everyFaultIsNamedAtOnce() throws IOException {
        var file = file("exorlive { http.port = 70000, htpp.port = 1, log.level = loud }");

        assertThatThrownBy(() -> SettingsReader.read(Optional.of(file), Map.of(), Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("exorlive.htpp.port: there is no such setting")
                .hasMessageContaining("exorlive.http.port: must be a port")
                .hasMessageContaining("exorlive.log.level: must be one of error, warn");
    }

    @Test
    void productionDemandsAnHttpsOriginAndItsSecrets() {
        assertThatThrownBy(() -> read(Map.of("EXORLIVE_MODE", "production")))
                .hasMessageContaining("exorlive.public-origin: demanded in production")
                .hasMessageContaining("EXORLIVE_SECRETS_PASSWORD_PEPPER")
                .hasMessageContaining("EXORLIVE_SECRETS_SIGNALING_CLIENT_SECRET");
    }

    @Test
    void productionStartsWithThem() {
        var settings = read(production());

        assertThat(settings.isDemo()).isFalse();
        assertThat(settings.secrets().passwordPepper()).contains(PEPPER);
    }

    @Test
    void productionTakesNoPlainHttpOriginAndNoPath() {
        for (var origin : new String[] {"http://meet.example.org", "https://meet.example.org/a"}) {
            var environment = new HashMap<>(production());
            environment.put("EXORLIVE_PUBLIC_ORIGIN", origin);

            assertThatThrownBy(() -> read(environment))
                    .hasMessageContaining("exorlive.public-origin: must be https://");
        }
    }

    @Test
    void productionTakesNoPeopleForALoadTest() {
        var environment = new HashMap<>(production());
        environment.put("EXORLIVE_DEMO_LOAD_TEST_PAIRS", "10");

        assertThatThrownBy(() -> read(environment))
                .hasMessageContaining("exorlive.demo.load-test-pairs: not to be had in production");
    }

    @Test
    void aLimitOfNothingIsNone() {
        assertThat(read(Map.of("EXORLIVE_LIMITS_SOCKETS", "5000")).limits().sockets())
                .isEqualTo(5000);
        assertThatThrownBy(() -> read(Map.of("EXORLIVE_LIMITS_SOCKETS", "0")))
                .hasMessageContaining("exorlive.limits.sockets: must be a number from 1");
    }

    @Test
    void secretsAreLongAndDiffer() {
        var shortOne = new HashMap<>(production());
        shortOne.put("EXORLIVE_SECRETS_PASSWORD_PEPPER", "too-short-to-be-one");
        assertThatThrownBy(() -> read(shortOne))
                .hasMessageContaining("must have at least 32 characters")
                .hasMessageNotContaining("too-short-to-be-one");

        var same = new HashMap<>(production());
        same.put("EXORLIVE_SECRETS_PASSWORD_PEPPER", CLIENT);
        assertThatThrownBy(() -> read(same)).hasMessageContaining("must not equal");
    }

    @Test
    void proxiesAreAddressesOrRanges() {
        var settings =
                Map.of(
                        "EXORLIVE_HTTP_TRUSTED_PROXIES", "127.0.0.1, 10.1.0.0/16, fd00::/8",
                        "EXORLIVE_HTTP_FORWARDED_HEADER", "x-forwarded-for");
        assertThat(read(settings).http().port()).isEqualTo(8080);

        for (var wrong : new String[] {"proxy.example.org", "10.1.0.1/16", "10.1.0.0/33"}) {
            assertThatThrownBy(() -> read(Map.of("EXORLIVE_HTTP_TRUSTED_PROXIES", wrong)))
                    .hasMessageContaining("exorlive.http.trusted-proxies: must be addresses");
        }
        assertThatThrownBy(() -> read(Map.of("EXORLIVE_HTTP_FORWARDED_HEADER", "via")))
                .hasMessageContaining("must be one of forwarded, x-forwarded-for");
    }

    @Test
    void aNodeOfSeveralNeedsANameAnAddressAndTheCommonSecret() {
        var secret = "n".repeat(32);
        var nodes =
                read(Map.of(
                                "EXORLIVE_REDIS_URL",
                                "redis://redis.example.org:6379",
                                "EXORLIVE_NODE_NAME",
                                "north",
                                "EXORLIVE_NODE_HOST",
                                "10.0.0.5",
                                "EXORLIVE_NODE_SECRET",
                                secret))
                        .nodes();
        assertThat(nodes.orElseThrow().name()).isEqualTo("north");
        assertThat(nodes.orElseThrow().drainMax()).isEqualTo(Duration.ofMinutes(30));
        assertThat(nodes.toString()).doesNotContain(secret);
        assertThat(read(Map.of("EXORLIVE_NODE_NAME", "north")).nodes()).isEmpty();

        assertThatThrownBy(() -> read(Map.of("EXORLIVE_REDIS_URL", "redis://a")))
                .hasMessageContaining("exorlive.node.secret: demanded");
        for (var wrong : new String[] {"http://a", "redis.example.org", "redis://a,,"}) {
            assertThatThrownBy(
                            () ->
                                    read(
                                            Map.of(
                                                    "EXORLIVE_REDIS_URL",
                                                    wrong,
                                                    "EXORLIVE_NODE_SECRET",
                                                    secret)))
                    .hasMessageContaining("exorlive.redis.url: needs");
        }
        assertThatThrownBy(
                        () ->
                                read(
                                        Map.of(
                                                "EXORLIVE_REDIS_URL",
                                                "rediss://a",
                                                "EXORLIVE_NODE_SECRET",
                                                secret,
                                                "EXORLIVE_REDIS_TLS_KEY_FILE",
                                                "/nowhere.key")))
                .hasMessageContaining("exorlive.redis.tls.certificate-file: all three");
    }

    @Test
    void aTurnServerNeedsWhatItNeeds() {
        var url = "turns:turn.example.org:443?transport=tcp";
        var secret = "t".repeat(32);

        var turn =
                read(Map.of(
                                "EXORLIVE_TURN_URLS",
                                "turn:[2001:db8::1]:3478?transport=udp, " + url,
                                "EXORLIVE_TURN_SECRET",
                                secret,
                                "EXORLIVE_TURN_RELAY_ONLY",
                                "true"))
                        .turn();
        assertThat(turn.urls()).containsExactly("turn:[2001:db8::1]:3478?transport=udp", url);
        assertThat(turn.relayOnly()).isTrue();
        assertThat(turn.toString()).doesNotContain(secret);
        assertThat(read(Map.of()).turn().urls()).isEmpty();

        assertThatThrownBy(() -> read(Map.of("EXORLIVE_TURN_URLS", url)))
                .hasMessageContaining("exorlive.turn.secret: demanded");
        assertThatThrownBy(() -> read(Map.of("EXORLIVE_TURN_RELAY_ONLY", "true")))
                .hasMessageContaining("exorlive.turn.relay-only: needs");
        assertThatThrownBy(() -> read(Map.of("EXORLIVE_TURN_CREDENTIAL_LIFE", "1 h")))
                .hasMessageContaining("exorlive.turn.credential-life: must be from 60 s to 600 s");
        for (var wrong :
                new String[] {
                    "stun:a", "turn:", "turn://a", "turn:a?transport=tls", "turns:192.0.2.1:443"
                }) {
            assertThatThrownBy(() -> read(Map.of("EXORLIVE_TURN_URLS", wrong)))
                    .hasMessageContaining("exorlive.turn.urls: at most four like");
        }
    }

    @Test
    void announcedAddressesAreAddressesAndNotNames() {
        var good = read(Map.of("EXORLIVE_MEDIA_ANNOUNCED_ADDRESSES", "127.0.0.1, ::1"));
        assertThat(good.media().announced())
                .containsExactly(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1"));

        var bad = Map.of("EXORLIVE_MEDIA_ANNOUNCED_ADDRESSES", "meet.example.org");
        assertThatThrownBy(() -> read(bad)).hasMessageContaining("is not an IP address");
    }

    @Test
    void kurentoIsOneByEachAddressAndMayBeTheOnlyMediaServer() {
        assertThat(read(Map.of()).media().kurento()).isEmpty();

        var said =
                Map.of(
                        "EXORLIVE_MEDIA_EMBEDDED", "false",
                        "EXORLIVE_MEDIA_KURENTO_URLS",
                                "ws://10.0.0.7:8888/kurento, ws://10.0.0.8:8888/kurento",
                        "EXORLIVE_MEDIA_KURENTO_NODE", "a1");
        assertThat(read(said).media().kurento())
                .extracting(it -> it.address().getHost() + " " + it.node() + " " + it.videoKbits())
                .containsExactly("10.0.0.7 a1 2500", "10.0.0.8 a1 2500");

        assertThatThrownBy(
                        () ->
                                read(
                                        Map.of(
                                                "EXORLIVE_MEDIA_KURENTO_URLS",
                                                "wss://10.0.0.7:8433/kurento")))
                .hasMessageContaining("exorlive.media.kurento.urls");
    }

    @Test
    void mediaLoopsAreByTheNumberOfProcessorsUnlessSaid() {
        assertThat(read(Map.of()).media().loops()).isZero();
        assertThat(read(Map.of("EXORLIVE_MEDIA_LOOPS", "3")).media().loops()).isEqualTo(3);
        assertThatThrownBy(() -> read(Map.of("EXORLIVE_MEDIA_LOOPS", "65")))
                .hasMessageContaining("from 0 to 64");
    }

    @Test
    void aFileThatIsMissingOrBrokenIsNamed() throws IOException {
        var missing = directory.resolve("missing.conf");
        assertThatThrownBy(() -> SettingsReader.read(Optional.of(missing), Map.of(), Map.of()))
                .hasMessageContaining("missing.conf: no such file");

        var broken = file("exorlive { http");
        assertThatThrownBy(() -> SettingsReader.read(Optional.of(broken), Map.of(), Map.of()))
                .isInstanceOf(SettingsException.class);
    }

    @Test
    void secretsNeverPrintThemselves() {
        assertThat(read(production()).toString()).doesNotContain(PEPPER, CLIENT);
    }

    @Test
    void everySettingNamesItsEnvironmentVariableInTheReference() throws IOException {
        var named =
                Pattern.compile("# (EXORLIVE_[A-Z_]+)$", Pattern.MULTILINE)
                        .matcher(reference())
                        .results()
                        .map(match -> match.group(1))
                        .toList();
        var settings =
                ConfigFactory.parseResources("reference.conf").entrySet().stream()
                        .map(entry -> SettingsReader.variable(entry.getKey()))
                        .toList();

        assertThat(named).containsExactlyInAnyOrderElementsOf(settings);
    }

    private static String reference() throws IOException {
        try (var in = Settings.class.getResourceAsStream("/reference.conf")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void backupsAreMadeAtOneInTheNightAndKeptForAYear() {
        var backup = read(production()).backup();

        assertThat(backup.at()).contains(LocalTime.of(1, 0));
        assertThat(backup.keep()).isEqualTo(Duration.ofDays(365));
    }

    @Test
    void productionDemandsTheBackupsKeyUnlessNoneAreMade() {
        var without = new HashMap<>(production());
        without.remove("EXORLIVE_SECRETS_BACKUP_KEY");
        assertThatThrownBy(() -> read(without)).hasMessageContaining("EXORLIVE_SECRETS_BACKUP_KEY");

        without.put("EXORLIVE_BACKUP_AT", "never");
        assertThat(read(without).backup().at()).isEmpty();
    }

    @Test
    void whatCantBeUsedForBackupsIsNamed() {
        var wrong = new HashMap<>(production());
        wrong.put("EXORLIVE_BACKUP_AT", "25:00");
        wrong.put("EXORLIVE_BACKUP_TIME_ZONE", "Europe/Atlantis");
        wrong.put("EXORLIVE_BACKUP_KEEP", "1 h");
        wrong.put("EXORLIVE_BACKUP_REPLICA_URL", "jdbc:h2:mem:x");
        wrong.put("EXORLIVE_SECRETS_BACKUP_KEY", PEPPER);
        assertThatThrownBy(() -> read(wrong))
                .hasMessageContaining("exorlive.backup.at: must be a time of day")
                .hasMessageContaining("exorlive.backup.time-zone: must be")
                .hasMessageContaining("exorlive.backup.keep: must be")
                .hasMessageContaining("exorlive.backup.replica-url: must be")
                .hasMessageContaining("exorlive.secrets.backup-key: must not equal");
    }

    private static Map<String, String> production() {
        return Map.of(
                "EXORLIVE_MODE",
                "production",
                "EXORLIVE_PUBLIC_ORIGIN",
                "https://meet.example.org",
                "EXORLIVE_SECRETS_PASSWORD_PEPPER",
                PEPPER,
                "EXORLIVE_SECRETS_SIGNALING_CLIENT_SECRET",
                CLIENT,
                "EXORLIVE_SECRETS_BACKUP_KEY",
                BACKUP);
    }

    private static Settings read(Map<String, String> environment) {
        return SettingsReader.read(Optional.empty(), environment, Map.of());
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("own.conf"), text);
    }
}
