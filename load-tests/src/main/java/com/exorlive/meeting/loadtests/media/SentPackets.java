package com.exorlive.meeting.loadtests.media;

import com.exorlive.meeting.sfu.wire.NetworkOrder;
import java.util.Arrays;

/// The last packets of one stream as they were before sealing, and the stream of their repeats (RFC
/// 4588). Confined to its event loop.
final class SentPackets {
    /// Two seconds of a camera.
    private static final int KEPT = 256;

    private static final int SEQUENCE = 2;
    private static final int SSRC = 8;

    private final int ssrc;
    private final byte[][] packets = new byte[KEPT][];
    private final int[] headers = new int[KEPT];
    private int sequence;

    SentPackets(int ssrc) {
        this.ssrc = ssrc;
    }

    int ssrc() {
        return ssrc;
    }

    void keep(byte[] packet, int header, int end) {
        int at = sequenceOf(packet) % KEPT;
        packets[at] = Arrays.copyOf(packet, end);
        headers[at] = header;
    }

    /// Writes the repeat of a packet.
    ///
    /// @return its length; 0 if the packet is long gone
    int repeat(int wanted, byte[] out) {
        int at = wanted % KEPT;
        byte[] packet = packets[at];
        if (packet == null || sequenceOf(packet) != wanted) {
            return 0;
        }
        int header = headers[at];
        System.arraycopy(packet, 0, out, 0, header);
        out[1] = (byte) ((packet[1] & 0x80) | RtpWriter.REPEAT_TYPE);
        sequence++;
        NetworkOrder.putU16(out, SEQUENCE, sequence);
        NetworkOrder.putI32(out, SSRC, ssrc + 1);
        NetworkOrder.putU16(out, header, wanted);
        System.arraycopy(packet, header, out, header + 2, packet.length - header);
        return packet.length + 2;
    }

    private static int sequenceOf(byte[] packet) {
        return NetworkOrder.u16(packet, SEQUENCE);
    }
}
