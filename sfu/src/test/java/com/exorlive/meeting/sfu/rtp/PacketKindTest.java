package com.exorlive.meeting.sfu.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketKindTest {
    @ParameterizedTest
    @CsvSource({
        "0, 1, STUN",
        "3, 0, STUN",
        "4, 0, UNKNOWN",
        "19, 0, UNKNOWN",
        "20, 254, DTLS",
        "63, 254, DTLS",
        "64, 0, UNKNOWN",
        "127, 0, UNKNOWN",
        "128, 111, RTP",
        "144, 239, RTP",
        "191, 191, RTP",
        "128, 192, RTCP",
        "129, 200, RTCP",
        "128, 223, RTCP",
        "128, 224, RTP",
        "192, 200, UNKNOWN"
    })
    void theFirstTwoBytesTellWhatADatagramIs(int first, int second, PacketKind kind) {
        byte[] data = {(byte) first, (byte) second};

        assertThat(PacketKind.of(data, 2)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"0", "1"})
    void aDatagramOfLessThanTwoBytesIsNothing(int length) {
        assertThat(PacketKind.of(new byte[2], length)).isEqualTo(PacketKind.UNKNOWN);
    }
}
