package com.exorlive.meeting.sfu.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RtpHeaderTest {
    @Test
    void theHeaderEndsBehindSourcesAndExtension() {
        byte[] packet = new byte[40];
        packet[0] = (byte) 0x92;
        packet[23] = 2;

        assertThat(RtpHeader.length(packet, 40)).isEqualTo(12 + 2 * 4 + 4 + 2 * 4);
    }

    @Test
    void anExtensionLongerThanThePacketIsMalformed() {
        byte[] packet = new byte[20];
        packet[0] = (byte) 0x90;
        packet[14] = (byte) 0xFF;

        assertThat(RtpHeader.length(packet, 20)).isEqualTo(RtpHeader.MALFORMED);
    }

    @Test
    void tooShortAndOtherVersionsAreMalformed() {
        byte[] packet = new byte[12];
        packet[0] = (byte) 0x80;

        assertThat(RtpHeader.length(packet, 12)).isEqualTo(12);
        assertThat(RtpHeader.length(packet, 11)).isEqualTo(RtpHeader.MALFORMED);
        packet[0] = 0x40;
        assertThat(RtpHeader.length(packet, 12)).isEqualTo(RtpHeader.MALFORMED);
        packet[0] = (byte) 0x81;
        assertThat(RtpHeader.length(packet, 12)).isEqualTo(RtpHeader.MALFORMED);
    }

    @Test
    void sequenceAndSsrcAreReadUnsigned() {
        byte[] packet = {
            (byte) 0x80, 96, (byte) 0xFF, (byte) 0xFE, 0, 0, 0, 0, (byte) 0x80, 1, 2, (byte) 0xFF
        };

        assertThat(RtpHeader.sequence(packet)).isEqualTo(0xFFFE);
        assertThat(RtpHeader.ssrc(packet)).isEqualTo(0x800102FF);
    }
}
