package com.exorlive.meeting.loadtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.loadtests.people.DemoPair;
import com.exorlive.meeting.loadtests.people.Http;
import com.exorlive.meeting.loadtests.turn.Coturn;
import com.exorlive.meeting.standalone.TestStandalone;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The whole program against the whole product in this process.
class ThreePairsTest {
    private static final Map<String, String> SETTINGS =
            Map.of(
                    "exorlive.demo.load-test-pairs", "3",
                    "exorlive.limits.tickets", "1000",
                    "exorlive.limits.sockets", "1000");

    @TempDir Path folder;

    @Test
    void threePairsMeetAndEverythingArrivesUnchanged() throws Exception {
        try (var product = TestStandalone.start(folder.resolve("data"), SETTINGS)) {
            var report = run(product, "--churn=reload=20,resume=20,ice-restart=20");

            var metrics = report.path("metrics");
            assertThat(report.path("failures").isEmpty())
                    .as(report.path("failures").toString())
                    .isTrue();
            assertThat(number(metrics, "join.count")).isEqualTo(3);
            assertThat(number(metrics, "meetings")).isPositive();
            assertThat(number(metrics, "packets_per_s")).isGreaterThan(200);
            assertThat(number(metrics, "lost")).isZero();
            assertThat(number(metrics, "corrupt")).isZero();
            assertThat(number(metrics, "refused")).isZero();
            assertThat(number(metrics, "relay.count")).isGreaterThanOrEqualTo(3);
            assertThat(number(metrics, "server.media.forwarded_packets")).isPositive();
        }
    }

    @Test
    void whatABadNetworkLosesIsAskedForAndComesAndEveryOtherSharesAScreen() throws Exception {
        try (var product = TestStandalone.start(folder.resolve("data"), SETTINGS)) {
            var report =
                    run(
                            product,
                            "--rtx",
                            "--loss=3%",
                            "--loss-down=3%",
                            "--delay=5ms",
                            "--delay-down=5ms",
                            "--screen-share=50%");

            var metrics = report.path("metrics");
            assertThat(number(metrics, "failures")).isZero();
            assertThat(number(metrics, "loss_emulated")).isPositive();
            assertThat(number(metrics, "repair.count")).isPositive();
            // Sound is not repeated.
            assertThat(number(metrics, "loss_after_repair"))
                    .isLessThan(0.7 * number(metrics, "loss_emulated"));
            assertThat(number(metrics, "loss")).isLessThan(0.001);
            assertThat(number(metrics, "corrupt")).isZero();
        }
    }

    @Test
    @Tag("long")
    void peopleWithPreparedTokensMeetWithoutSigningIn() throws Exception {
        try (var product = TestStandalone.start(folder.resolve("data"), SETTINGS);
                var http = new Http(product.origin())) {
            var lines = new StringBuilder("# meeting, host, invitee\n");
            for (var pair : DemoPair.signIn(http, "demo-passord-2026", 3, _ -> {})) {
                lines.append(pair.meeting())
                        .append(' ')
                        .append(pair.host().accessToken())
                        .append(' ')
                        .append(pair.invitee().accessToken())
                        .append('\n');
            }
            var tokens = folder.resolve("tokens");
            Files.writeString(tokens, lines);

            var metrics = run(product, "--tokens=" + tokens, "--password=wrong").path("metrics");

            assertThat(number(metrics, "failures")).isZero();
            assertThat(number(metrics, "join.count")).isEqualTo(3);
            assertThat(number(metrics, "left.rooms")).isZero();
            assertThat(number(metrics, "left.legs")).isZero();
        }
    }

    @Test
    @Tag("long")
    void threePairsMeetThroughCoturn() throws Exception {
        try (var coturn = Coturn.start()) {
            var settings = new HashMap<>(SETTINGS);
            var near = coturn.near().getHostAddress();
            settings.put("exorlive.media.bind", near);
            settings.put("exorlive.media.announced-addresses", near);
            try (var product = TestStandalone.start(folder.resolve("data"), settings)) {
                var metrics =
                        run(
                                        product,
                                        "--turn=turn:"
                                                + coturn.far().getHostAddress()
                                                + ":"
                                                + Coturn.PORT,
                                        "--turn-secret=" + Coturn.SECRET,
                                        "--turn-pid=" + coturn.pid())
                                .path("metrics");

                assertThat(number(metrics, "failures")).isZero();
                assertThat(number(metrics, "join.count")).isEqualTo(3);
                assertThat(number(metrics, "packets_per_s")).isGreaterThan(200);
                assertThat(number(metrics, "corrupt")).isZero();
                assertThat(number(metrics, "turn.cpu_us_per_packet")).isPositive();
            }
        }
    }

    @Test
    void shortCallsFollowEachOther() throws Exception {
        try (var product = TestStandalone.start(folder.resolve("data"), SETTINGS)) {
            var metrics = run(product, "--call=1s").path("metrics");

            assertThat(number(metrics, "failures")).isZero();
            assertThat(number(metrics, "join.count")).isGreaterThan(6);
            assertThat(number(metrics, "growth.rooms")).isFinite();
        }
    }

    private JsonNode run(TestStandalone product, String... more) throws Exception {
        var json = folder.resolve("report.json");
        var html = folder.resolve("report.html");
        var said = new ByteArrayOutputStream();
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        var arguments =
                new java.util.ArrayList<>(
                        java.util.List.of(
                                "--url=" + product.origin(),
                                "--metrics-url=" + product.adminOrigin() + "/metrics",
                                "--meetings=3",
                                "--warmup=1s",
                                "--duration=4s",
                                "--quiet",
                                // How fast this machine is, is no question of this test.
                                "--report-anyway",
                                "--json=" + json,
                                "--html=" + html));
        arguments.addAll(java.util.List.of(more));
        Main.run(out, out, arguments.toArray(String[]::new));
        assertThat(json).as(said.toString(StandardCharsets.UTF_8)).exists();
        assertThat(html).exists();
        return JsonMapper.shared().readTree(Files.readString(json));
    }

    private static double number(JsonNode metrics, String name) {
        assertThat(metrics.has(name)).as(name).isTrue();
        return metrics.path(name).asDouble(-1);
    }
}
