package com.exorlive.meeting.loadtests.media;

import com.exorlive.meeting.sfu.wire.NetworkOrder;

/// Pictures in packets of VP8 (RFC 7741), all packets of one picture at once. Confined to its event
/// loop.
final class VideoStream extends OutgoingStream {
    private static final int CLOCK = 90_000;
    private static final int DESCRIPTOR = 4;

    /// With all headers and tags still below 1200 bytes.
    private static final int MAX_CHUNK = 1100;

    /// Key frames are so many times as large as the others.
    private static final int KEY_FACTOR = 4;

    private final int ticks;
    private final int deltaBytes;
    private final int keyEvery;

    VideoStream(Sending sending, StreamKind kind, int base, int sequence, VideoSpec spec) {
        super(sending, kind, base, sequence, 1_000_000_000L / spec.framesPerSecond());
        ticks = CLOCK / spec.framesPerSecond();
        keyEvery = spec.keyFrameSeconds() * spec.framesPerSecond();
        double average = spec.bitsPerSecond() / 8.0 / spec.framesPerSecond();
        double share = (double) (keyEvery + KEY_FACTOR - 1) / keyEvery;
        deltaBytes = Math.max(60, (int) (average / share));
    }

    @Override
    int timestamp() {
        return (int) (frame * ticks);
    }

    @Override
    void send(long nowNanos) {
        boolean isKey = frame % keyEvery == 0;
        int size = isKey ? KEY_FACTOR * deltaBytes : varied();
        int packets = (size + MAX_CHUNK - 1) / MAX_CHUNK;
        for (int i = 0; i < packets; i++) {
            int from = size * i / packets;
            int to = (int) ((long) size * (i + 1) / packets);
            packet(nowNanos, isKey, i == 0, i == packets - 1, to - from);
        }
    }

    private void packet(long nowNanos, boolean isKey, boolean isFirst, boolean isLast, int length) {
        byte[] packet = sending.scratch();
        RtpWriter.video(
                packet,
                isLast,
                sequence,
                timestamp(),
                ssrc,
                sending.nextTransportSequence(),
                nowNanos);
        int from = RtpWriter.VIDEO_HEADER;
        packet[from] = (byte) (isFirst ? 0x90 : 0x80);
        packet[from + 1] = (byte) 0x80;
        NetworkOrder.putU16(packet, from + 2, 0x8000 | (int) (frame & 0x7FFF));
        int at = from + DESCRIPTOR;
        int begun = isFirst ? SealedFrames.beginVideo(packet, at, isKey, frame) : 0;
        sending.frames().fill(packet, at + begun, length - begun, index);
        sending.send(this, packet, from, at + length, nowNanos);
        sequence++;
        index++;
    }

    /// Up to a fifth more or less, the same in each run.
    private int varied() {
        long mixed = ((frame + ssrc) * 0x9E3779B97F4A7C15L) >>> 40;
        return deltaBytes * 4 / 5 + (int) (mixed % (2L * deltaBytes / 5 + 1));
    }
}
