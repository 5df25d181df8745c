package com.exorlive.meeting.loadtests.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.sfu.rtp.RtpHeader;
import org.junit.jupiter.api.Test;

/// RFC 4588 section 4.
class SentPacketsTest {
    private static final int SSRC = 0x12345670;

    private final SentPackets sent = new SentPackets(SSRC);
    private final byte[] out = new byte[2048];

    @Test
    void aRepeatIsAPacketOfItsOwnStreamWithTheOldNumberBeforeThePayload() {
        keep(65_535, 42);

        int end = sent.repeat(65_535, out);

        assertThat(end).isEqualTo(RtpWriter.VIDEO_HEADER + 2 + 3);
        assertThat(RtpHeader.ssrc(out)).isEqualTo(SSRC + 1);
        assertThat(out[1] & 0x7F).isEqualTo(RtpWriter.REPEAT_TYPE);
        assertThat(out[1] & 0x80).as("the marker is kept").isEqualTo(0x80);
        int payload = RtpHeader.length(out, end);
        assertThat(new byte[] {out[payload], out[payload + 1]}).containsExactly(0xFF, 0xFF);
        assertThat(out[payload + 2]).isEqualTo((byte) 42);
    }

    @Test
    void everyRepeatHasANumberOfItsOwn() {
        keep(7, 1);

        sent.repeat(7, out);
        int first = RtpHeader.sequence(out);
        sent.repeat(7, out);

        assertThat(RtpHeader.sequence(out)).isEqualTo(first + 1);
    }

    @Test
    void whatIsLongGoneIsNotRepeated() {
        for (int sequence = 0; sequence < 300; sequence++) {
            keep(sequence, 1);
        }

        assertThat(sent.repeat(10, out)).isZero();
        assertThat(sent.repeat(299, out)).isPositive();
        assertThat(sent.repeat(301, out)).isZero();
    }

    private void keep(int sequence, int payload) {
        var packet = new byte[64];
        int header = RtpWriter.VIDEO_HEADER;
        RtpWriter.video(packet, true, sequence, 90, SSRC, 1, 0);
        packet[header] = (byte) payload;
        sent.keep(packet, header, header + 3);
    }
}
