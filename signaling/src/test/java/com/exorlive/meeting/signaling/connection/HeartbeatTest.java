package com.exorlive.meeting.signaling.connection;

import static com.exorlive.meeting.signaling.connection.Heartbeat.Beat.DEAD;
import static com.exorlive.meeting.signaling.connection.Heartbeat.Beat.PING;
import static com.exorlive.meeting.signaling.connection.Heartbeat.Beat.QUIET;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class HeartbeatTest {
    private static final Instant START = Instant.EPOCH;

    private final Heartbeat heartbeat =
            new Heartbeat(START, Duration.ofSeconds(5), Duration.ofSeconds(15));

    @Test
    void aPageThatSaysSomethingEachIntervalIsNeverAsked() {
        for (int second = 5; second <= 60; second += 5) {
            assertThat(heartbeat.onTime(at(second))).isEqualTo(QUIET);
            heartbeat.onHeard(at(second + 1));
        }
    }

    @Test
    void aPageThatIsSilentForHalfAsLongAgainIsAsked() {
        assertThat(heartbeat.deadline()).isEqualTo(START.plusMillis(7_500));
        assertThat(heartbeat.onTime(START.plusMillis(7_499))).isEqualTo(QUIET);
        assertThat(heartbeat.onTime(START.plusMillis(7_500))).isEqualTo(PING);
        assertThat(heartbeat.onTime(START.plusMillis(7_501))).isEqualTo(QUIET);
    }

    @Test
    void whoAnswersIsNotGivenUp() {
        heartbeat.onTime(at(8));
        heartbeat.onHeard(at(9));

        assertThat(heartbeat.onTime(at(16))).isEqualTo(QUIET);
        assertThat(heartbeat.onTime(at(17))).isEqualTo(PING);
    }

    @Test
    void whoSaysNothingAtAllIsGivenUp() {
        heartbeat.onTime(at(8));

        assertThat(heartbeat.onTime(START.plusMillis(14_999))).isEqualTo(QUIET);
        assertThat(heartbeat.deadline()).isEqualTo(at(15));
        assertThat(heartbeat.onTime(at(15))).isEqualTo(DEAD);
    }

    @Test
    void aNodeThatWasItselfHeldUpAsksBeforeItGivesAnybodyUp() {
        assertThat(heartbeat.onTime(at(40))).isEqualTo(PING);
        assertThat(heartbeat.deadline()).isEqualTo(START.plusMillis(43_750));
        assertThat(heartbeat.onTime(START.plusMillis(43_749))).isEqualTo(QUIET);
        assertThat(heartbeat.onTime(START.plusMillis(43_750))).isEqualTo(DEAD);
    }

    @Test
    void whoAnswersANodeThatWasHeldUpIsThereAsEver() {
        heartbeat.onTime(at(40));
        heartbeat.onHeard(at(41));

        assertThat(heartbeat.onTime(at(44))).isEqualTo(QUIET);
        assertThat(heartbeat.deadline()).isEqualTo(START.plusMillis(48_500));
    }

    private static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }
}
