package com.exorlive.meeting.sfucontrol;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.sfu.peer.TestPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// S-53: 200 Mbit/s from a seated participant are limited before anything is decrypted, and the
/// other rooms don't notice. The rules one by one: `S53FloodTest` of sfu.
@Tag("quiet")
class S53FloodTest extends EmbeddedSfuCase {
    private static final int BYTES_PER_SECOND = 25_000_000;
    private static final int LENGTH = 1250;
    private static final int SECONDS = 3;
    private static final int FLOODS = 3;

    /// The allowance, and what may wait from the second before.
    private static final long MOST_FORWARDED = (SECONDS + 2L) * 2_500_000;

    private int sequence;

    @Test
    void aFloodFromASeatIsLimitedAndTheOtherRoomGoesOn() throws Exception {
        try (RunningCalls running = RunningCalls.begin(sfu(), 2)) {
            TestPeer flooder = peer(77);
            Call attacked = Call.begin(sfu(), "attacked", flooder, peer(78));
            List<Duration> added = new ArrayList<>();
            for (int i = 0; i < FLOODS; i++) {
                added.add(addedLatency(running, flooder));
            }
            // Whatever else runs on this machine can hold up two calls, but not always when the
            // flood does.
            assertThat(Collections.min(added)).as("%s", added).isLessThan(Duration.ofMillis(50));
            attacked.close();
        }
    }

    /// Floods once, and says how much later the slowest packets of the other calls come then.
    private Duration addedLatency(RunningCalls running, TestPeer flooder) throws Exception {
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        RunningCalls.Quality before = running.quality();
        long forwardedBefore = sfu().counters().forwardedBytes();
        long droppedBefore = dropped("flood");

        int sent = flood(flooder);
        RunningCalls.Quality during = running.quality();

        long forwarded = sfu().counters().forwardedBytes() - forwardedBefore;
        long others = during.sent() * 1100;
        assertThat(sent).isGreaterThan(SECONDS * BYTES_PER_SECOND / LENGTH / 2);
        assertThat(dropped("flood") - droppedBefore).isGreaterThan(sent / 2);
        assertThat(forwarded - others).isLessThan(MOST_FORWARDED);
        assertThat(during.lost())
                .as("%s, before %s", during, before)
                .isLessThan(during.sent() / 100);
        return during.p99().minus(before.p99());
    }

    /// Genuine packets, all of which the key made.
    private int flood(TestPeer flooder) {
        byte[] payload = new byte[LENGTH - 28];
        long startNanos = System.nanoTime();
        int sent = 0;
        long elapsed = 0;
        while (elapsed < TimeUnit.SECONDS.toNanos(SECONDS)) {
            long due = elapsed * (BYTES_PER_SECOND / LENGTH) / TimeUnit.SECONDS.toNanos(1);
            for (; sent < due; sent++) {
                flooder.sendRtp("1", sequence++ & 0xFFFF, payload);
            }
            LockSupport.parkNanos(500_000);
            elapsed = System.nanoTime() - startNanos;
        }
        return sent;
    }
}
