package com.exorlive.meeting.loadtests.media;

import static com.exorlive.meeting.sfu.wire.NetworkOrder.putI32;
import static com.exorlive.meeting.sfu.wire.NetworkOrder.putU16;

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
        putU16(packet, 12, ONE_BYTE_EXTENSIONS);
        putU16(packet, 14, 1);
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
        putU16(packet, 12, ONE_BYTE_EXTENSIONS);
        putU16(packet, 14, 2);
        // 6.18 fixed point seconds.
        long sendTime = ((nowNanos / 1000) << 18) / 1_000_000;
        packet[16] = 0x22;
        packet[17] = (byte) (sendTime >>> 16);
        packet[18] = (byte) (sendTime >>> 8);
        packet[19] = (byte) sendTime;
        packet[20] = 0x31;
        putU16(packet, 21, transportSequence);
        packet[23] = 0;
    }

    /// A receiver report that nothing is lost, with transport-wide feedback on six packets behind
    /// it: what comes back some 20 times a second, in form and size.
    ///
    /// @return the length
    static int feedback(byte[] packet, int ownSsrc, int otherSsrc, int count) {
        packet[0] = (byte) 0x81;
        packet[1] = (byte) 201;
        putU16(packet, 2, 7);
        putI32(packet, 4, ownSsrc);
        putI32(packet, 8, otherSsrc);
        java.util.Arrays.fill(packet, 12, 32, (byte) 0);
        putI32(packet, 16, count);
        packet[32] = (byte) 0x8F;
        packet[33] = (byte) 205;
        putU16(packet, 34, 6);
        putI32(packet, 36, ownSsrc);
        putI32(packet, 40, otherSsrc);
        putU16(packet, 44, 6 * count);
        putU16(packet, 46, 6);
        // Reference time in the upper three bytes, then the number of this report.
        putI32(packet, 48, (count << 8) | (count & 0xFF));
        // A run of six small deltas, of 2 ms each.
        putU16(packet, 52, 0x2006);
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
        putU16(packet, 2, 2 + count);
        putI32(packet, 4, ownSsrc);
        putI32(packet, 8, otherSsrc);
        for (int i = 0; i < count; i++) {
            putU16(packet, 12 + 4 * i, (int) sequences[i]);
            putU16(packet, 14 + 4 * i, 0);
        }
        return 12 + 4 * count;
    }

    /// RFC 3550 section 6.4.1, without report blocks.
    ///
    /// @return the length
    static int senderReport(byte[] packet, int ssrc, long nowNanos, int timestamp, int packets) {
        packet[0] = (byte) 0x80;
        packet[1] = (byte) 200;
        putU16(packet, 2, 6);
        putI32(packet, 4, ssrc);
        putI32(packet, 8, (int) (nowNanos / 1_000_000_000L));
        putI32(packet, 12, (int) ((nowNanos % 1_000_000_000L << 32) / 1_000_000_000L));
        putI32(packet, 16, timestamp);
        putI32(packet, 20, packets);
        putI32(packet, 24, packets);
        return 28;
    }

    private static void fixed(byte[] packet, int type, int sequence, int timestamp, int ssrc) {
        packet[0] = (byte) 0x90;
        packet[1] = (byte) type;
        putU16(packet, 2, sequence);
        putI32(packet, 4, timestamp);
        putI32(packet, 8, ssrc);
    }
}
