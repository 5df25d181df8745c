package com.exorlive.meeting.sfu.room;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// One stream towards a target, with the numbers that make forged packets look like its next ones.
/// Genuine packets keep theirs until something was put between them, and are shifted from then on.
/// Confined to its event loop.
final class TargetStream {
    /// Two seconds of picture or one of sound to replay.
    private static final int HISTORY = 60;

    private static final int FIRST_SEQUENCE = 1000;

    private final Leg target;
    private final byte[] plain;
    private final int ssrc;
    private final boolean isVideo;
    private final Deque<List<RtpPacket>> history = new ArrayDeque<>();
    private List<RtpPacket> frame = new ArrayList<>();
    private Attack mode = Attack.NONE;
    private boolean isBetweenFrames = true;
    private boolean hasSent;
    private boolean hasGenuine;
    private int shift;
    private int lastSequence = FIRST_SEQUENCE;
    private int lastTimestamp;
    private int foreign;
    private int foreignTimestamp;

    /// @param plain the array that the target's leg sends from
    TargetStream(Leg target, byte[] plain, int ssrc, boolean isVideo) {
        this.target = target;
        this.plain = plain;
        this.ssrc = ssrc;
        this.isVideo = isVideo;
    }

    boolean isVideo() {
        return isVideo;
    }

    /// Takes up the attack that is ordered, but not in the middle of a frame.
    Attack mode(Attack ordered) {
        if (isBetweenFrames && mode != ordered) {
            mode = ordered;
            foreign = 0;
        }
        return mode;
    }

    /// A genuine packet came, whatever becomes of it.
    void onGenuine(RtpPacket packet) {
        isBetweenFrames = !isVideo || packet.isMarked();
        if (!hasGenuine && hasSent) {
            shift = lastSequence + 1 - packet.sequence();
        }
        hasGenuine = true;
    }

    void remember(RtpPacket packet) {
        frame.add(packet);
        if (isBetweenFrames) {
            history.addLast(frame);
            frame = new ArrayList<>();
            if (history.size() > HISTORY) {
                history.removeFirst();
            }
        }
    }

    /// Sends a genuine packet on.
    void pass(RtpPacket packet, int length) {
        int sequence = packet.sequence() + shift;
        plain[2] = (byte) (sequence >>> 8);
        plain[3] = (byte) sequence;
        sent(sequence, packet.timestamp());
        target.forward(length, false);
    }

    /// Keeps a genuine packet from the target.
    void holdBack(RtpPacket packet) {
        if (!isVideo) {
            shift--;
            return;
        }
        int length = packet.writeEmptied(plain);
        pass(packet, length);
    }

    /// Sends a packet that the other one did not send, as its next one, of the frame of `like`.
    void inject(RtpPacket forged, RtpPacket like) {
        inject(forged, like.timestamp());
    }

    /// Sends a packet of another stream as the next one of this. Its timestamps go on from here.
    void divert(RtpPacket other) {
        if (foreign == 0) {
            foreignTimestamp = lastTimestamp + (isVideo ? 3000 : 960) - other.timestamp();
        }
        foreign++;
        inject(other, other.timestamp() + foreignTimestamp);
    }

    private void inject(RtpPacket forged, int timestamp) {
        int sequence = lastSequence + 1;
        shift++;
        sent(sequence, timestamp);
        target.forward(forged.renumbered(ssrc, sequence, timestamp).write(plain), false);
    }

    /// Sends the oldest frame that is remembered, and remembers it as the newest.
    ///
    /// @return how many packets it had
    int replay(RtpPacket like) {
        List<RtpPacket> oldest = history.pollFirst();
        if (oldest == null) {
            return 0;
        }
        history.addLast(oldest);
        for (RtpPacket packet : oldest) {
            byte[] payload =
                    isVideo
                            ? ForgedFrames.renumbered(packet.payload(), like.payload())
                            : packet.payload();
            inject(packet.withPayload(payload), like);
        }
        return oldest.size();
    }

    private void sent(int sequence, int timestamp) {
        if (!hasSent || (short) (sequence - lastSequence) > 0) {
            hasSent = true;
            lastSequence = sequence;
            lastTimestamp = timestamp;
        }
    }
}
