package com.exorlive.meeting.sfu.room;

import com.exorlive.meeting.sfu.rtp.RtpHeader;
import java.util.Arrays;

/// One RTP packet without its SRTP, taken apart (RFC 3550 section 5.1). A copy of what came, and
/// never changed.
public final class RtpPacket {
    private static final int PADDING_BIT = 0x20;
    private static final int MARKER_BIT = 0x80;
    private static final int FIXED_HEADER = 12;

    private final byte[] header;
    private final byte[] payload;

    private RtpPacket(byte[] header, byte[] payload) {
        this.header = header;
        this.payload = payload;
    }

    static RtpPacket read(byte[] data, int length) {
        int header = RtpHeader.length(data, length);
        if (header < 0) {
            throw new IllegalArgumentException("SRTP let through what is no RTP");
        }
        boolean isPadded = (data[0] & PADDING_BIT) != 0;
        int padding = isPadded ? data[length - 1] & 0xFF : 0;
        return new RtpPacket(
                Arrays.copyOf(data, header),
                Arrays.copyOfRange(data, header, Math.max(header, length - padding)));
    }

    /// Without padding.
    public byte[] payload() {
        return payload;
    }

    public int type() {
        return header[1] & 0x7F;
    }

    public boolean isMarked() {
        return (header[1] & MARKER_BIT) != 0;
    }

    public int sequence() {
        return RtpHeader.sequence(header);
    }

    public int ssrc() {
        return RtpHeader.ssrc(header);
    }

    public int timestamp() {
        return (header[4] & 0xFF) << 24
                | (header[5] & 0xFF) << 16
                | (header[6] & 0xFF) << 8
                | (header[7] & 0xFF);
    }

    /// The same payload under numbers of our choice, without header extensions.
    RtpPacket renumbered(int ssrc, int sequence, int timestamp) {
        byte[] fresh = Arrays.copyOf(header, FIXED_HEADER);
        fresh[0] = (byte) 0x80;
        fresh[2] = (byte) (sequence >>> 8);
        fresh[3] = (byte) sequence;
        write(fresh, 4, timestamp);
        write(fresh, 8, ssrc);
        return new RtpPacket(fresh, payload);
    }

    RtpPacket withPayload(byte[] other) {
        return new RtpPacket(header, other);
    }

    RtpPacket marked() {
        byte[] marked = header.clone();
        marked[1] = (byte) (marked[1] | MARKER_BIT);
        return new RtpPacket(marked, payload);
    }

    /// The same packet with nothing in it, so that its number is not missed and congestion control
    /// sees no loss.
    int writeEmptied(byte[] out) {
        System.arraycopy(header, 0, out, 0, header.length);
        out[0] = (byte) (out[0] | PADDING_BIT);
        out[1] = (byte) (out[1] & ~MARKER_BIT);
        write(out, header.length, 4);
        return header.length + 4;
    }

    int write(byte[] out) {
        System.arraycopy(header, 0, out, 0, header.length);
        out[0] = (byte) (out[0] & ~PADDING_BIT);
        System.arraycopy(payload, 0, out, header.length, payload.length);
        return header.length + payload.length;
    }

    private static void write(byte[] out, int at, int value) {
        for (int i = 0; i < 4; i++) {
            out[at + i] = (byte) (value >>> (24 - 8 * i));
        }
    }
}
