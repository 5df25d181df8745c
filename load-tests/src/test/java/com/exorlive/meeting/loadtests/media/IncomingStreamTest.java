package com.exorlive.meeting.loadtests.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IncomingStreamTest {
    private final MediaCounts counts = new MediaCounts();
    private final IncomingStream stream = new IncomingStream();

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

    private void receive(int ssrc, long... numbers) {
        for (long number : numbers) {
            stream.onPacket(ssrc, number, counts);
        }
    }
}
