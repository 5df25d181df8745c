package com.exorlive.meeting.sfu.room;

import com.exorlive.meeting.sfu.limit.TokenBucket;

/// What one leg may send. Everything is asked before anything is decrypted, so a flood costs a
/// look-up and a subtraction a packet. Confined to its event loop.
final class Allowance {
    /// Three times what a screen in high definition takes. A participant who sends more harms the
    /// other one's link and our processor.
    static final long BYTES_PER_SECOND = 2_500_000;

    /// What those bytes make in packets of half the usual size: small ones cost as much to decrypt
    /// as big ones.
    static final long PACKETS_PER_SECOND = 4_000;

    /// Browsers send some 30 feedback packets a second, a hundred when much is lost.
    static final long FEEDBACK_PER_SECOND = 500;

    /// A stream proves itself by its first genuine packet. Whoever sends from the leg's address
    /// without its key, and can't see what it sends, can't guess its streams: this is all they get,
    /// and it is not taken from the call.
    static final long UNPROVEN_PER_SECOND = 100;

    /// A handshake has some ten datagrams, and as many again when it is repeated.
    static final long DTLS_PER_SECOND = 50;

    private final TokenBucket bytes = oneSecond(BYTES_PER_SECOND);
    private final TokenBucket packets = oneSecond(PACKETS_PER_SECOND);
    private final TokenBucket feedback = oneSecond(FEEDBACK_PER_SECOND);
    private final TokenBucket unproven = oneSecond(UNPROVEN_PER_SECOND);
    private final TokenBucket dtls = oneSecond(DTLS_PER_SECOND);

    boolean takesMedia(int length, long nowNanos) {
        return packets.take(1, nowNanos) && bytes.take(length, nowNanos);
    }

    boolean takesFeedback(int length, long nowNanos) {
        return feedback.take(1, nowNanos) && bytes.take(length, nowNanos);
    }

    boolean takesUnproven(long nowNanos) {
        return unproven.take(1, nowNanos);
    }

    boolean takesDtls(long nowNanos) {
        return dtls.take(1, nowNanos);
    }

    private static TokenBucket oneSecond(long perSecond) {
        return new TokenBucket(perSecond, perSecond);
    }
}
