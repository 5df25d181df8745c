package com.exorlive.meeting.sfu.rtp;

import static com.exorlive.meeting.sfu.wire.NetworkOrder.putU16;
import static com.exorlive.meeting.sfu.wire.NetworkOrder.u16;
import static com.exorlive.meeting.sfu.wire.NetworkOrder.u24;

import java.util.Arrays;

/// One transport-wide congestion control feedback message, by which the receiver of packets tells
/// their sender which of them came, and when
/// (draft-holmer-rmcat-transport-wide-cc-extensions-01 section 3.1). Taken apart, so that parts
/// of it can be written as messages of their own. One object reads message after message and
/// allocates nothing. Confined to its event loop.
public final class TransportFeedback {
    private static final int FEEDBACK = 205;
    private static final int TRANSPORT_WIDE = 15;
    private static final int HEADER = 20;
    private static final int CHUNK = 2;

    /// Browsers report ten times a second and oftener: twenty times what one may send in that time.
    private static final int MAX_PACKETS = 2048;

    private static final int MAX_RUN = 0x1FFF;
    private static final int ONE_BIT_SYMBOLS = 14;
    private static final int TWO_BIT_SYMBOLS = 7;

    private static final byte LOST = 0;
    private static final byte SMALL_DELTA = 1;
    private static final byte LARGE_DELTA = 2;

    /// A delta is in quarters of a millisecond, the reference time in 64 milliseconds.
    private static final int TICKS_OF_REFERENCE = 256;

    private final byte[] header = new byte[HEADER];
    private final byte[] symbols = new byte[MAX_PACKETS];

    /// Of those that came: since the one before, in quarters of a millisecond.
    private final int[] deltas = new int[MAX_PACKETS];

    private int count;

    /// Whether what lies between `start` and `end` is such a message, by its header.
    public static boolean isOne(byte[] compound, int start, int end) {
        return end >= start + HEADER
                && (compound[start + 1] & 0xFF) == FEEDBACK
                && (compound[start] & 0x1F) == TRANSPORT_WIDE;
    }

    /// Takes apart the message between `start` and `end`, for which [#isOne] holds.
    ///
    /// @return false if it is malformed, or says too much
    public boolean read(byte[] compound, int start, int end) {
        System.arraycopy(compound, start, header, 0, HEADER);
        count = u16(header, 14);
        int chunksEnd = count > MAX_PACKETS ? -1 : readSymbols(compound, start + HEADER, end);
        return chunksEnd >= 0 && readDeltas(compound, chunksEnd, end);
    }

    /// The transport-wide sequence number of the first packet that it is about.
    public int firstSequence() {
        return u16(header, 12);
    }

    /// How many packets in a row it is about.
    public int count() {
        return count;
    }

    public boolean isLost(int index) {
        return symbols[index] == LOST;
    }

    /// Writes a message about some of the packets: those from `first` to before `last`, of which at
    /// least one has come.
    ///
    /// @return its length; 0 if there is no room for it
    public int write(int first, int last, byte[] to, int at, int limit) {
        int end = writeSymbols(first, last, to, at + HEADER, limit);
        end = end < 0 ? end : writeDeltas(first, last, to, end, limit);
        int padding = (4 - ((end - at) & 3)) & 3;
        if (end < 0 || end + padding > limit) {
            return 0;
        }
        putHeader(to, at, end, padding);
        putU16(to, at + 12, firstSequence() + first);
        putU16(to, at + 14, last - first);
        putReference(to, at, ticksUntil(first, last));
        return end + padding - at;
    }

    /// Writes a message by which packets in a row came when the last of those came that were read.
    ///
    /// @param sequence the transport-wide sequence number of the first of them
    /// @param packets how many
    /// @return its length; 0 if there is no room for it
    public int writeReceived(int sequence, int packets, byte[] to, int at, int limit) {
        int end = at + HEADER + CHUNK + packets;
        int padding = (4 - ((end - at) & 3)) & 3;
        if (packets > MAX_RUN || end + padding > limit) {
            return 0;
        }
        int ticks = 0;
        for (int i = 0; i < count; i++) {
            ticks += deltas[i];
        }
        putHeader(to, at, end, padding);
        putU16(to, at + 12, sequence);
        putU16(to, at + 14, packets);
        putReference(to, at, ticks);
        putU16(to, at + HEADER, (SMALL_DELTA << 13) | packets);
        to[at + HEADER + CHUNK] = (byte) Math.floorMod(ticks, TICKS_OF_REFERENCE);
        Arrays.fill(to, at + HEADER + CHUNK + 1, end, (byte) 0);
        return end + padding - at;
    }

    /// And the padding.
    private void putHeader(byte[] to, int at, int end, int padding) {
        System.arraycopy(header, 0, to, at, HEADER);
        to[at] = (byte) (0x80 | TRANSPORT_WIDE | (padding > 0 ? 0x20 : 0));
        for (int i = 1; i <= padding; i++) {
            to[end + i - 1] = (byte) (i == padding ? padding : 0);
        }
        putU16(to, at + 2, (end + padding - at) / 4 - 1);
    }

    /// @param ticks after the reference time of what was read
    private void putReference(byte[] to, int at, int ticks) {
        int reference = reference() + Math.floorDiv(ticks, TICKS_OF_REFERENCE);
        to[at + 16] = (byte) (reference >> 16);
        putU16(to, at + 17, reference);
    }

    private int reference() {
        return u24(header, 16);
    }

    /// From the reference time until the first of these came.
    private int ticksUntil(int first, int last) {
        int ticks = 0;
        for (int i = 0; i < last; i++) {
            ticks += deltas[i];
            if (i >= first && symbols[i] != LOST) {
                break;
            }
        }
        return ticks;
    }

    private int readSymbols(byte[] data, int start, int end) {
        int at = start;
        int read = 0;
        while (read < count) {
            if (at + CHUNK > end) {
                return -1;
            }
            int chunk = u16(data, at);
            at += CHUNK;
            if ((chunk & 0x8000) == 0) {
                int symbol = (chunk >> 13) & 3;
                int run = Math.min(chunk & MAX_RUN, count - read);
                if (run == 0 || symbol > LARGE_DELTA) {
                    return -1;
                }
                for (int i = 0; i < run; i++) {
                    symbols[read++] = (byte) symbol;
                }
                continue;
            }
            int bits = (chunk & 0x4000) == 0 ? 1 : 2;
            for (int shift = 14 - bits; shift >= 0 && read < count; shift -= bits) {
                int symbol = (chunk >> shift) & (bits == 1 ? 1 : 3);
                if (symbol > LARGE_DELTA) {
                    return -1;
                }
                symbols[read++] = (byte) symbol;
            }
        }
        return at;
    }

    private boolean readDeltas(byte[] data, int start, int end) {
        int at = start;
        for (int i = 0; i < count; i++) {
            int length = symbols[i];
            if (at + length > end) {
                return false;
            }
            deltas[i] =
                    switch (symbols[i]) {
                        case SMALL_DELTA -> data[at] & 0xFF;
                        case LARGE_DELTA -> (short) u16(data, at);
                        default -> 0;
                    };
            at += length;
        }
        return true;
    }

    private int writeSymbols(int first, int last, byte[] to, int start, int limit) {
        int at = start;
        int next = first;
        while (next < last) {
            if (at + CHUNK > limit) {
                return -1;
            }
            int run = runAt(next, last);
            if (run >= TWO_BIT_SYMBOLS || next + run == last) {
                putU16(to, at, (symbols[next] << 13) | run);
                next += run;
            } else if (hasLargeDelta(next, Math.min(last, next + ONE_BIT_SYMBOLS))) {
                putU16(to, at, 0xC000 | bits(next, last, TWO_BIT_SYMBOLS, 2));
                next += TWO_BIT_SYMBOLS;
            } else {
                putU16(to, at, 0x8000 | bits(next, last, ONE_BIT_SYMBOLS, 1));
                next += ONE_BIT_SYMBOLS;
            }
            at += CHUNK;
        }
        return at;
    }

    private int runAt(int from, int last) {
        int to = from + 1;
        while (to < last && to - from < MAX_RUN && symbols[to] == symbols[from]) {
            to++;
        }
        return to - from;
    }

    private boolean hasLargeDelta(int from, int to) {
        for (int i = from; i < to; i++) {
            if (symbols[i] == LARGE_DELTA) {
                return true;
            }
        }
        return false;
    }

    private int bits(int from, int last, int length, int each) {
        int bits = 0;
        for (int i = from; i < from + length; i++) {
            bits = (bits << each) | (i < last ? symbols[i] : LOST);
        }
        return bits;
    }

    private int writeDeltas(int first, int last, byte[] to, int start, int limit) {
        int at = start;
        boolean isFirst = true;
        for (int i = first; i < last; i++) {
            int length = symbols[i];
            if (at + length > limit) {
                return -1;
            }
            if (length == 0) {
                continue;
            }
            int delta =
                    isFirst
                            ? Math.floorMod(ticksUntil(first, last), TICKS_OF_REFERENCE)
                            : deltas[i];
            isFirst = false;
            if (length == 1) {
                to[at] = (byte) delta;
            } else {
                putU16(to, at, delta);
            }
            at += length;
        }
        return at;
    }
}
