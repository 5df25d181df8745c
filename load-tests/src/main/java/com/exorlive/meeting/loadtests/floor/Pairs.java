package com.exorlive.meeting.loadtests.floor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Who is whose partner: two senders of the same greeting. Confined to one thread.
///
/// @param <A> the sender of a datagram
public final class Pairs<A> {
    /// A greeting is these eight bytes and the eight of the pair's number.
    static final int GREETING_LENGTH = 16;

    private static final byte[] MAGIC = "floorpal".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_PAIRS = 100_000;

    private final Map<Long, A> waiting = new HashMap<>();
    private final Map<A, Optional<A>> partners = new HashMap<>();

    /// What a sender says first, and again until it comes back.
    public static byte[] greeting(long pair) {
        return ByteBuffer.allocate(GREETING_LENGTH).put(MAGIC).putLong(pair).array();
    }

    static boolean isGreeting(byte[] data, int length) {
        return length == GREETING_LENGTH
                && Arrays.equals(data, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /// Takes a greeting.
    ///
    /// @return whether both partners are known now
    boolean greet(byte[] data, A from) {
        if (partners.containsKey(from)) {
            return true;
        }
        long pair = ByteBuffer.wrap(data, MAGIC.length, Long.BYTES).getLong();
        A first = waiting.putIfAbsent(pair, from);
        if (first == null || first.equals(from) || partners.size() >= 2 * MAX_PAIRS) {
            return false;
        }
        waiting.remove(pair);
        partners.put(first, Optional.of(from));
        partners.put(from, Optional.of(first));
        return true;
    }

    /// Where a datagram from there goes.
    Optional<A> partnerOf(A from) {
        return partners.getOrDefault(from, Optional.empty());
    }
}
