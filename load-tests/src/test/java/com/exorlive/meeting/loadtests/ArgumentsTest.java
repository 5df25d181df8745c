package com.exorlive.meeting.loadtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ArgumentsTest {
    private static final PrintStream SILENT =
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);

    private final CommandLine command =
            new CommandLine(new Main(SILENT, SILENT))
                    .addSubcommand(new SignalingCommand(SILENT, SILENT));

    @Test
    void anOptionMayStandInTheEnvironmentAndTheCommandLineGoesBefore() {
        var environment = Map.of("LOAD_TESTS_MEETINGS", "25", "LOAD_TESTS_LOSS_BURST", "4");

        assertThat(complete(environment, "--loss=2%"))
                .containsExactlyInAnyOrder("--meetings=25", "--loss-burst=4", "--loss=2%");
        assertThat(complete(environment, "--meetings", "7"))
                .containsExactlyInAnyOrder("--loss-burst=4", "--meetings", "7");
    }

    @Test
    void flagsAreOnOrOffAndRepeatedOptionsHaveSemicolons() {
        var environment =
                Map.of(
                        "LOAD_TESTS_RTX", "true",
                        "LOAD_TESTS_QUIET", "false",
                        "LOAD_TESTS_THRESHOLD", "failures==0;loss<1%");

        assertThat(complete(environment))
                .containsExactlyInAnyOrder(
                        "--rtx", "--threshold=failures==0", "--threshold=loss<1%");
    }

    @Test
    void aSubcommandGetsItsOwnOptionsOnly() {
        var environment = Map.of("LOAD_TESTS_PAIRS", "3", "LOAD_TESTS_MEETINGS", "25");

        assertThat(complete(environment, "signaling", "relay"))
                .containsExactly("signaling", "--pairs=3", "relay");
    }

    @Test
    void aSoakIsThirtySecondCallsForHalfAnHourUnlessSomethingElseIsSaid() {
        var all = complete(Map.of(), "--soak", "--duration=5m");

        assertThat(all).contains("--call=30s", "--duration=5m", "--threshold=growth.heap<10%");
        assertThat(all).doesNotContain("--duration=30m");
        assertThat(command.parseArgs(all).errors()).isEmpty();
    }

    private String[] complete(Map<String, String> environment, String... told) {
        return Arguments.complete(command, environment, told);
    }
}
