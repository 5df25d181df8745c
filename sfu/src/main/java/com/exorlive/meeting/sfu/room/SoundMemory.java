package com.exorlive.meeting.sfu.room;

import com.exorlive.meeting.sfu.rtp.RtpHeader;
import com.exorlive.meeting.sfu.sdp.MediaProfile;

/// The last second of sound that was sent to a leg, as it was encrypted, so that what got lost on
/// the way down can be sent again: the far sender repeats what got lost on the way up, but of what
/// we had already, its repeat is a replay to us. (Pictures are repeated on a stream of their own.)
/// The same bytes as before: nothing is encrypted twice under one index. Confined to its event
/// loop.
final class SoundMemory {
    /// Sends a packet once more.
    @FunctionalInterface
    interface Again {
        void send(byte[] packet, int length);
    }

    /// 1.2 seconds of one microphone. What is older comes too late to be heard.
    private static final int PACKETS = 64;

    /// Three times what speech takes. A longer one is not remembered.
    private static final int MAX_LENGTH = 512;

    /// A browser asks with each packet that comes until the missing one is there; more repeats
    /// would make a line that is full still fuller.
    private static final int MAX_REPEATS = 2;

    private static final long REPEAT_AFTER_NANOS = 40_000_000;

    private final Again again;
    private final byte[] packet = new byte[MAX_LENGTH];
    private final byte[] packets = new byte[PACKETS * MAX_LENGTH];
    private final int[] lengths = new int[PACKETS];
    private final int[] ssrcs = new int[PACKETS];
    private final int[] sequences = new int[PACKETS];
    private final int[] repeats = new int[PACKETS];
    private final long[] repeatedNanos = new long[PACKETS];
    private int next;

    SoundMemory(Again again) {
        this.again = again;
    }

    static boolean isSound(byte[] rtp) {
        return (rtp[1] & 0x7F) == MediaProfile.SOUND;
    }

    void remember(byte[] sealed, int length) {
        if (length > MAX_LENGTH) {
            return;
        }
        System.arraycopy(sealed, 0, packets, next * MAX_LENGTH, length);
        lengths[next] = length;
        ssrcs[next] = RtpHeader.ssrc(sealed);
        sequences[next] = RtpHeader.sequence(sealed);
        repeats[next] = 0;
        next = (next + 1) % PACKETS;
    }

    /// Whether this is a stream of sound that was sent lately.
    boolean knows(int ssrc) {
        for (int i = 0; i < PACKETS; i++) {
            if (lengths[i] > 0 && ssrcs[i] == ssrc) {
                return true;
            }
        }
        return false;
    }

    /// Sends it again, unless that was done too often or a moment ago. False: it is not here.
    boolean repeats(int ssrc, int sequence, long nowNanos) {
        for (int i = 0; i < PACKETS; i++) {
            if (lengths[i] > 0 && sequences[i] == sequence && ssrcs[i] == ssrc) {
                repeat(i, nowNanos);
                return true;
            }
        }
        return false;
    }

    private void repeat(int at, long now) {
        boolean isTooSoon = repeats[at] > 0 && now - repeatedNanos[at] < REPEAT_AFTER_NANOS;
        if (isTooSoon || repeats[at] == MAX_REPEATS) {
            return;
        }
        repeats[at]++;
        repeatedNanos[at] = now;
        System.arraycopy(packets, at * MAX_LENGTH, packet, 0, lengths[at]);
        again.send(packet, lengths[at]);
    }
}
