package com.exorlive.meeting.loadtests.media;

/// One stream that a participant sends: its period, and how its packets are made. Confined to its
/// event loop.
abstract class OutgoingStream extends Task {
    /// Later than this a frame is not worth sending; a burst of old frames would only be worse.
    private static final long TOO_LATE_NANOS = 250_000_000L;

    final Sending sending;
    final int ssrc;
    int sequence;
    long index;
    long frame;
    private final long name;
    private final long periodNanos;

    /// @param base the participant's first SSRC
    OutgoingStream(Sending sending, StreamKind kind, int base, int sequence, long periodNanos) {
        this.sending = sending;
        this.ssrc = base + kind.ssrcOffset;
        this.name = Stamp.stream(kind, base >>> Sending.SSRC_BITS);
        this.sequence = sequence;
        this.periodNanos = periodNanos;
    }

    @Override
    final long run(long nowNanos) {
        long due = dueNanos;
        while (nowNanos - due > TOO_LATE_NANOS) {
            due += periodNanos;
            sending.counts().skipped++;
        }
        send(nowNanos);
        frame++;
        return due + periodNanos;
    }

    abstract void send(long nowNanos);

    /// Of the next packet.
    abstract int timestamp();

    /// Of the packet in hand, for its stamp.
    final long packetName() {
        return name | index;
    }
}
