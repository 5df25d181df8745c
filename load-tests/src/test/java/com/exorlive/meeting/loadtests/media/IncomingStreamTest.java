package com.exorlive.meeting.loadtests.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IncomingStreamTest {
    private static final long MILLI = 1_000_000;

    private final MediaCounts counts = new MediaCounts();
    private final IncomingStream stream = new IncomingStream(true);

    @Test
    void aGapIsALossUntilWhatWasMissingComesLate() {
        receive(1, 10, 11, 14);
        assertThat(counts.missing).isEqualTo(2);

        receive(1, 12);
        assertThat(counts.missing).isEqualTo(1);
        assertThat(counts.reordered).isEqualTo(1);
    }

    @Test
    void whatWasBeforeTheFirstPacketIsNoLoss() {
        receive(1, 5000);
        assertThat(counts.missing).isZero();
    }

    @Test
    void aStreamThatBeginsAnewHasLostNothing() {
        receive(1, 10, 11);
        receive(2, 0, 1);
        assertThat(counts.missing).isZero();
        assertThat(counts.reordered).isZero();
    }

    @Test
    void whatWasThrownAwayHereIsNotTheServersLoss() {
        counts.receivedPackets = 90;
        counts.missing = 10;
        counts.emulatedLoss = 10;
        assertThat(counts.lossRatio()).isZero();

        counts.emulatedLoss = 0;
        assertThat(counts.lossRatio()).isEqualTo(0.1);
    }

    @Test
    void whatIsMissingIsAskedForOnceItIsNoMereDisorderAndAgainUntilItComes() {
        receive(1, 10);
        stream.onHeader(7, 65_530, 10);
        receive(1, 17);

        assertThat(ask(5)).isEmpty();
        // Sequence numbers wrap.
        assertThat(ask(10))
                .containsExactlyInAnyOrder(65_531L, 65_532L, 65_533L, 65_534L, 65_535L, 0L);
        assertThat(ask(50)).isEmpty();

        for (long index = 11; index < 16; index++) {
            stream.onRepeat(1, index, 60 * MILLI, counts);
        }
        assertThat(ask(110)).containsExactly(0L);
        stream.onRepeat(1, 16, 150 * MILLI, counts);
        assertThat(stream.isComplete()).isTrue();
        assertThat(counts.repaired).isEqualTo(6);
        assertThat(counts.repair.max()).isEqualTo(150 * MILLI);
    }

    @Test
    void whatDoesNotComeForASecondIsGivenUp() {
        receive(1, 10, 12);
        assertThat(ask(500)).hasSize(1);

        assertThat(ask(1100)).isEmpty();
        assertThat(stream.isComplete()).isTrue();
    }

    @Test
    void aPacketThatComesTwiceOverIsRepairedOnce() {
        receive(1, 10, 12);
        stream.onRepeat(1, 11, 20 * MILLI, counts);
        stream.onRepeat(1, 11, 21 * MILLI, counts);
        assertThat(counts.repaired).isEqualTo(1);

        receive(1, 11);
        assertThat(counts.missing).isZero();
        assertThat(counts.repaired).isZero();
    }

    private long[] ask(long millis) {
        var due = new long[16];
        int count = stream.ask(millis * MILLI, due);
        return Arrays.copyOf(due, count);
    }

    private void receive(int source, long... numbers) {
        for (long number : numbers) {
            stream.onPacket(source, number, 0, counts);
        }
    }
}
