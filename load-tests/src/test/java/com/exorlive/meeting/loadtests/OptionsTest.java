package com.exorlive.meeting.loadtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exorlive.meeting.loadtests.load.Churn.Kind;
import com.exorlive.meeting.sfu.srtp.SrtpProfile;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.TypeConversionException;

class OptionsTest {
    @Test
    void withNothingSaidThirtyPicturesAndOneMegabitASecondAreSent() {
        var plan = read().plan();

        assertThat(plan.media().camera().bitsPerSecond()).isEqualTo(1_000_000);
        assertThat(plan.media().camera().framesPerSecond()).isEqualTo(30);
        assertThat(plan.media().audioBytes()).isEqualTo(100);
        assertThat(plan.profiles()).containsExactly(SrtpProfile.AEAD_AES_128_GCM);
        assertThat(plan.network().up().isPerfect()).isTrue();
        assertThat(plan.network().down().isPerfect()).isTrue();
        assertThat(plan.media().repeats()).isFalse();
    }

    @Test
    void valuesAreWrittenAsPeopleWriteThem() {
        var plan =
                read(
                                "--ramp=30/m",
                                "--duration=2m",
                                "--warmup=500ms",
                                "--bitrate=1.5M",
                                "--loss=2%",
                                "--loss-burst=4",
                                "--delay=40ms",
                                "--loss-down=1%",
                                "--rate-down=300k",
                                "--screen-share=20%",
                                "--rtx",
                                "--srtp=cm80",
                                "--churn=reload=2,ice-restart=0.5")
                        .plan();

        assertThat(plan.perSecond()).isEqualTo(0.5);
        assertThat(plan.duration()).isEqualTo(Duration.ofMinutes(2));
        assertThat(plan.settle()).isEqualTo(Duration.ofMillis(500));
        assertThat(plan.media().camera().bitsPerSecond()).isEqualTo(1_500_000);
        assertThat(plan.network().up().loss()).isEqualTo(0.02);
        assertThat(plan.network().up().delayNanos()).isEqualTo(40_000_000);
        assertThat(plan.network().down().loss()).isEqualTo(0.01);
        assertThat(plan.network().down().bitsPerSecond()).isEqualTo(300_000);
        assertThat(plan.media().screenShare()).isEqualTo(0.2);
        assertThat(plan.media().repeats()).isTrue();
        assertThat(plan.profiles()).containsExactly(SrtpProfile.AES128_CM_HMAC_SHA1_80);
        assertThat(plan.churn().perMinute())
                .containsEntry(Kind.RELOAD, 2.0)
                .containsEntry(Kind.ICE_RESTART, 0.5);
    }

    @Test
    void whatIsNoValueIsRefused() {
        assertThatThrownBy(() -> Units.duration("soon"))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'soon' is not a time");
        assertThatThrownBy(() -> Units.share("2 percent")).hasMessageContaining("such as 2%");
        assertThatThrownBy(() -> read("--churn=dancing=1").plan())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> read("--fps=0").plan())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aWrongCommandLineEndsWithTwoAndAServerThatIsNotThereWithThree() {
        assertThat(run("--no-such-option")).isEqualTo(ExitCode.USAGE);
        assertThat(run("--threshold", "fast")).isEqualTo(ExitCode.USAGE);
        assertThat(run("--url", "http://127.0.0.1:9", "--quiet")).isEqualTo(ExitCode.SET_UP_FAILED);
    }

    private static int run(String... arguments) {
        var silent = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return Main.run(silent, silent, arguments);
    }

    private static Options read(String... arguments) {
        var command = new Reader();
        new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
        return command.options;
    }

    @Command
    private static final class Reader {
        @Mixin private Options options = new Options();
    }
}
