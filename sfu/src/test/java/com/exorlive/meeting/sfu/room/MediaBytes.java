package com.exorlive.meeting.sfu.room;

import com.exorlive.meeting.sfu.rtp.RtpHeader;
import java.nio.ByteBuffer;

/// How simulated browsers write their RTP and RTCP. The SFU reads none of it but the headers.
final class MediaBytes {
    static final int AUDIO = 111;
    static final int VIDEO = 96;
    static final int REPEAT = 97;
    static final byte NACK = 1;
    static final byte KEY_FRAME_REQUEST = 2;
    static final byte REPORT = 3;

    private static final int PAYLOAD = 12;
    private static final int RTCP_HEADER = 8;

    private MediaBytes() {}

    /// A part of a frame; sound is a frame of one part.
    ///
    /// @param original the sequence number that it was first sent under
    record Part(
            int sender,
            boolean isKey,
            int frame,
            int index,
            int count,
            int original,
            long sentNanos) {}

    static byte[] rtp(int type, int ssrc, int sequence, Part part, int size) {
        byte[] packet = new byte[PAYLOAD + Math.max(size, 24)];
        ByteBuffer.wrap(packet)
                .put((byte) 0x80)
                .put((byte) type)
                .putShort((short) sequence)
                .putInt(part.frame())
                .putInt(ssrc)
                .put((byte) part.sender())
                .put((byte) (part.isKey() ? 1 : 0))
                .putInt(part.frame())
                .putShort((short) part.index())
                .putShort((short) part.count())
                .putShort((short) part.original())
                .putLong(part.sentNanos());
        return packet;
    }

    static int type(byte[] rtp) {
        return rtp[1] & 0x7F;
    }

    static Part part(byte[] rtp) {
        ByteBuffer in = ByteBuffer.wrap(rtp, PAYLOAD, rtp.length - PAYLOAD);
        int sender = in.get() & 0xFF;
        boolean isKey = in.get() == 1;
        return new Part(
                sender,
                isKey,
                in.getInt(),
                in.getShort() & 0xFFFF,
                in.getShort() & 0xFFFF,
                in.getShort() & 0xFFFF,
                in.getLong());
    }

    /// Stream and sequence number in one.
    static long identity(byte[] rtp) {
        return ((long) RtpHeader.ssrc(rtp) << 16) | RtpHeader.sequence(rtp);
    }

    static byte[] rtcp(int ssrc, byte kind, int... words) {
        ByteBuffer out = ByteBuffer.allocate(RTCP_HEADER + 4 + 4 * words.length);
        out.put((byte) 0x81).put((byte) 205).putShort((short) (out.capacity() / 4 - 1));
        out.putInt(ssrc).put(kind).put((byte) words.length).putShort((short) 0);
        for (int word : words) {
            out.putInt(word);
        }
        return out.array();
    }

    static byte kind(byte[] rtcp) {
        return rtcp[RTCP_HEADER];
    }

    static int[] words(byte[] rtcp) {
        int[] words = new int[rtcp[RTCP_HEADER + 1]];
        ByteBuffer.wrap(rtcp, RTCP_HEADER + 4, 4 * words.length).asIntBuffer().get(words);
        return words;
    }
}
