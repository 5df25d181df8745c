package com.exorlive.meeting.sfu.room;

import static com.exorlive.meeting.sfu.wire.NetworkOrder.putU16;
import static com.exorlive.meeting.sfu.wire.NetworkOrder.u16;

import com.exorlive.meeting.sfu.limit.TokenBucket;
import com.exorlive.meeting.sfu.rtp.Nack;
import com.exorlive.meeting.sfu.rtp.RtcpHeader;

/// What becomes of a leg's requests for sound (generic NACK, RFC 4585 section 6.2.1): what got lost
/// on the way down is sent again from [SoundMemory], and only what never came is asked of the far
/// browser. A browser asks with each packet that comes until the missing one is there, a dozen
/// times over a queue of a quarter of a second, and the other one repeats it as often: on a line of
/// 100 kbit/s three hundred packets a second of repeats kept the queue full for ever (measured),
/// and a voice that had room enough was late. So each is asked for twice at most, and some twenty
/// of them a second: where more gets lost, more packets don't help. Confined to its event loop.
final class SoundRequests implements Nack.Missing {
    private static final int MOST = 2;
    private static final long AGAIN_AFTER_NANOS = 100_000_000;
    private static final long PER_SECOND = 20;
    private static final int PADDED = 0x20;

    /// A second of one microphone, of which each packet is missing.
    private static final int PACKETS = 64;

    private final SoundMemory memory;
    private final TokenBucket allowed = new TokenBucket(PER_SECOND, PER_SECOND);
    private final int[] ssrcs = new int[PACKETS];
    private final int[] sequences = new int[PACKETS];
    private final int[] times = new int[PACKETS];
    private final long[] askedNanos = new long[PACKETS];
    private int next;

    /// What is being read, and what is left of it.
    private byte[] written = {};

    private int writtenTo;
    private int base = -1;
    private long now;

    SoundRequests(SoundMemory memory) {
        this.memory = memory;
    }

    /// Takes requests for sound out of a compound packet, where it lies, but for those that the far
    /// browser is to answer; gives what is left of its length.
    int answer(byte[] compound, int length, long nowNanos) {
        int to = 0;
        int at = 0;
        while (at + RtcpHeader.LENGTH <= length) {
            int end = at + RtcpHeader.lengthAt(compound, at);
            if (end > length) {
                break;
            }
            if (isForSound(compound, at, end)) {
                to = passOn(compound, at, end, to, nowNanos);
            } else {
                System.arraycopy(compound, at, compound, to, end - at);
                to += end - at;
            }
            at = end;
        }
        // What is malformed goes on as it came.
        System.arraycopy(compound, at, compound, to, length - at);
        return to + length - at;
    }

    private boolean isForSound(byte[] compound, int at, int end) {
        return Nack.isOne(compound, at, end) && memory.knows(Nack.stream(compound, at));
    }

    /// Writes what is left of the request at `to`, which is not behind `at`; gives where it ends.
    private int passOn(byte[] compound, int at, int end, int to, long nowNanos) {
        System.arraycopy(compound, at, compound, to, Nack.HEADER);
        written = compound;
        writtenTo = to + Nack.HEADER;
        base = -1;
        now = nowNanos;
        // Of each item that is read one at most is written, so that none is overtaken.
        Nack.read(compound, at, end, this);
        if (base < 0) {
            return to;
        }
        compound[to] &= ~PADDED;
        putU16(compound, to + 2, (writtenTo - to) / 4 - 1);
        return writtenTo;
    }

    @Override
    public void onMissing(int ssrc, int sequence) {
        if (!isPassedOn(ssrc, sequence)) {
            return;
        }
        int behind = (sequence - base) & 0xFFFF;
        if (base >= 0 && behind > 0 && behind <= Nack.FOLLOWING) {
            int mask = u16(written, writtenTo - 2) | 1 << (behind - 1);
            putU16(written, writtenTo - 2, mask);
        } else {
            base = sequence;
            putU16(written, writtenTo, base);
            putU16(written, writtenTo + 2, 0);
            writtenTo += Nack.ITEM;
        }
    }

    private boolean isPassedOn(int ssrc, int sequence) {
        if (memory.repeats(ssrc, sequence, now)) {
            return false;
        }
        int known = indexOf(ssrc, sequence);
        if (known >= 0) {
            boolean isTooSoon = now - askedNanos[known] < AGAIN_AFTER_NANOS;
            if (isTooSoon || times[known] == MOST) {
                return false;
            }
        }
        if (!allowed.take(1, now)) {
            return false;
        }
        int at = known >= 0 ? known : add(ssrc, sequence);
        times[at]++;
        askedNanos[at] = now;
        return true;
    }

    private int indexOf(int ssrc, int sequence) {
        for (int i = 0; i < PACKETS; i++) {
            if (times[i] > 0 && sequences[i] == sequence && ssrcs[i] == ssrc) {
                return i;
            }
        }
        return -1;
    }

    private int add(int ssrc, int sequence) {
        int at = next;
        next = (next + 1) % PACKETS;
        ssrcs[at] = ssrc;
        sequences[at] = sequence;
        times[at] = 0;
        return at;
    }
}
