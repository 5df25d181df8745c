package com.exorlive.meeting.sfucontrol;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.sfu.peer.TestPeer;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// All appointments begin at the full hour.
@Tag("quiet")
class JoinStormTest {
    private static final int MEETINGS = 100;

    /// The people's browsers compute on the same processors here, and so may anything else, so
    /// this says only that running calls are not stopped. Figures: docs/operations.md.
    private static final Duration BOUND = Duration.ofMillis(500);

    private EmbeddedSfu sfu;

    @BeforeEach
    void start() {
        var settings = new EmbeddedSfuSettings(InetAddress.getLoopbackAddress(), 0, 1, List.of());
        sfu = EmbeddedSfu.start(settings, InstantSource.system());
    }

    @AfterEach
    void stop() {
        sfu.close();
    }

    @Test
    void twoHundredJoinAtOnceAndRunningCallsGoOn() throws Exception {
        try (RunningCalls running = RunningCalls.begin(sfu, 5)) {
            // The first storm after a start is compiled as well; the second is the usual one.
            beginAll("first").forEach(Call::close);
            running.quality();
            List<Call> calls = beginAll("second");
            RunningCalls.Quality quality = running.quality();

            assertThat(sfu.counters().connectedLegs()).isEqualTo(2L * MEETINGS + 10);
            assertThat(sfu.counters().handshakesWaiting()).isZero();
            assertThat(sfu.counters().lost().values()).containsOnly(0L);
            assertThat(quality.lost()).isZero();
            assertThat(quality.p99()).as("%s", quality).isLessThan(BOUND);
            calls.forEach(Call::close);
        }
    }

    private List<Call> beginAll(String storm) throws Exception {
        List<Callable<Call>> meetings = new ArrayList<>();
        for (int i = 0; i < MEETINGS; i++) {
            TestPeer host = new TestPeer(1000 + 2L * i);
            TestPeer invitee = new TestPeer(1001 + 2L * i);
            String name = storm + "-" + i;
            meetings.add(() -> Call.begin(sfu, name, host, invitee));
        }
        List<Call> calls = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Call> begun : threads.invokeAll(meetings, 30, TimeUnit.SECONDS)) {
                calls.add(begun.get());
            }
        }
        return calls;
    }
}
