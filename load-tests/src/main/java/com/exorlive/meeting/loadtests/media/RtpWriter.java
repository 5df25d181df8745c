package com.exorlive.meeting.loadtests.media;

/// Writes RTP headers (RFC 3550 section 5.1) with the extensions that browsers send: audio level
/// and MID on sound, send time and transport-wide number on pictures. Confined to its event loop.
final class RtpWriter {
    static final int AUDIO_TYPE = 111;
    static final int VIDEO_TYPE = 96;
    static final int REPEAT_TYPE = 97;
    static final int FEEDBACK_TYPE = 205;
    static final int NACK_FORMAT = 1;
    static final int AUDIO_HEADER = 20;
    static final int VIDEO_HEADER = 24;

    private static final int ONE_BYTE_EXTENSIONS = 0xBEDE;

    private RtpWriter() {}

    static void audio(byte[] packet, int sequence, int timestamp, int ssrc) {
        fixed(packet, AUDIO_TYPE, sequence, timestamp, ssrc);
        u16(packet, 12, ONE_BYTE_EXTENSIONS);
        u16(packet, 14, 1);
        packet[16] = 0x10;
        packet[17] = (byte) 0x8A;
        packet[18] = 0x40;
        packet[19] = '0';
    }

    static void video(
            byte[] packet,
            boolean isLastOfFrame,
            int sequence,
            int timestamp,
            int ssrc,
            int transportSequence,
            long nowNanos) {
        fixed(packet, VIDEO_TYPE | (isLastOfFrame ? 0x80 : 0), sequence, timestamp, ssrc);
        u16(packet, 12, ONE_BYTE_EXTENSIONS);
        u16(packet, 14, 2);
        // 6.18 fixed point seconds.
        long sendTime = ((nowNanos / 1000) << 18) / 1_000_000;
        packet[16] = 0x22;
        packet[17] = (byte) (sendTime >>> 16);
        packet[18] = (byte) (sendTime >>> 8);
        packet[19] = (byte) sendTime;
        packet[20] = 0x31;
        u16(packet, 21, transportSequence);
        packet[23] = 0;
    }

    /// A receiver report that nothing is lost, with transport-wide feedback on six packets behind
    /// it: what comes back some 20 times a second, in form and size.
    ///
    /// @return the length
    static int feedback(byte[] packet, int ownSsrc, int otherSsrc, int count) {
        packet[0] = (byte) 0x81;
        packet[1] = (byte) 201;
        u16(packet, 2, 7);
        i32(packet, 4, ownSsrc);
        i32(packet, 8, otherSsrc);
        java.util.Arrays.fill(packet, 12, 32, (byte) 0);
        i32(packet, 16, count);
        packet[32] = (byte) 0x8F;
        packet[33] = (byte) 205;
        u16(packet, 34, 6);
        i32(packet, 36, ownSsrc);
        i32(packet, 40, otherSsrc);
        u16(packet, 44, 6 * count);
        u16(packet, 46, 6);
        // Reference time in the upper three bytes, then the number of this report.
        i32(packet, 48, (count << 8) | (count & 0xFF));
        // A run of six small deltas, of 2 ms each.
        u16(packet, 52, 0x2006);
        java.util.Arrays.fill(packet, 54, 60, (byte) 8);
        return 60;
    }

    /// Asks for packets again (RFC 4585 section 6.2.1): one entry for each, because they rarely lie
    /// side by side.
    ///
    /// @return the length
    static int nack(byte[] packet, int ownSsrc, int otherSsrc, long[] sequences, int count) {
        packet[0] = (byte) (0x80 | NACK_FORMAT);
        packet[1] = (byte) FEEDBACK_TYPE;
        u16(packet, 2, 2 + count);
        i32(packet, 4, ownSsrc);
        i32(packet, 8, otherSsrc);
        for (int i = 0; i < count; i++) {
            u16(packet, 12 + 4 * i, (int) sequences[i]);
            u16(packet, 14 + 4 * i, 0);
        }
        return 12 + 4 * count;
    }

    /// RFC 3550 section 6.4.1, without report blocks.
    ///
    /// @return the length
    static int senderReport(byte[] packet, int ssrc, long nowNanos, int timestamp, int packets) {
        packet[0] = (byte) 0x80;
        packet[1] = (byte) 200;
        u16(packet, 2, 6);
        i32(packet, 4, ssrc);
        i32(packet, 8, (int) (nowNanos / 1_000_000_000L));
        i32(packet, 12, (int) ((nowNanos % 1_000_000_000L << 32) / 1_000_000_000L));
        i32(packet, 16, timestamp);
        i32(packet, 20, packets);
        i32(packet, 24, packets);
        return 28;
    }

    private static void fixed(byte[] packet, int type, int sequence, int timestamp, int ssrc) {
        packet[0] = (byte) 0x90;
        packet[1] = (byte) type;
        u16(packet, 2, sequence);
        i32(packet, 4, timestamp);
        i32(packet, 8, ssrc);
    }

    static void u16(byte[] packet, int at, int value) {
        packet[at] = (byte) (value >>> 8);
        packet[at + 1] = (byte) value;
    }

    static void i32(byte[] packet, int at, int value) {
        u16(packet, at, value >>> 16);
        u16(packet, at + 2, value);
    }
}
