package com.exorlive.meeting.loadtests.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FeedbackCountsTest {
    private final MediaCounts counts = new MediaCounts();

    @Test
    void whatAServerAsksForIsCountedWithinCompoundPackets() {
        byte[] compound = new byte[64];
        // A receiver report without blocks, a NACK, a PLI, a REMB, as Janus sends them.
        put(compound, 0, 0x80, 201, 1);
        put(compound, 8, 0x81, 205, 3);
        put(compound, 24, 0x81, 206, 2);
        put(compound, 36, 0x8F, 206, 5);

        FeedbackCounts.count(compound, 60, counts);

        assertThat(counts.nacks).isEqualTo(1);
        assertThat(counts.keyFrameRequests).isEqualTo(1);
        assertThat(counts.bandwidthLimits).isEqualTo(1);
    }

    @Test
    void ownReportsAskForNothing() {
        byte[] packet = new byte[64];

        FeedbackCounts.count(packet, RtpWriter.feedback(packet, 1, 2, 3), counts);
        FeedbackCounts.count(packet, RtpWriter.senderReport(packet, 1, 2, 3, 4), counts);

        assertThat(counts.nacks + counts.keyFrameRequests + counts.bandwidthLimits).isZero();
    }

    private static void put(byte[] packet, int at, int first, int type, int words) {
        packet[at] = (byte) first;
        packet[at + 1] = (byte) type;
        packet[at + 3] = (byte) words;
    }
}
