package com.exorlive.meeting.edge.dpop;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Nonces by which this server's clock stands in a proof (RFC 9449 section 8). Nothing is kept:
/// whoever has the key can tell a good one, so all nodes that share it take each other's.
/// Thread-safe.
public final class DpopNonces {
    /// A nonce is good until the second end of such a slot after it was given.
    static final Duration SLOT = Duration.ofMinutes(1);

    private static final String HMAC = "HmacSHA256";
    private static final int TAG_BYTES = 16;

    private final SecretKeySpec key;
    private final InstantSource clock;

    /// @param key that all who answer for this server share
    public DpopNonces(byte[] key, InstantSource clock) {
        this.key = new SecretKeySpec(key, HMAC);
        this.clock = clock;
    }

    /// For a server that is alone; those of its last life are none.
    public static DpopNonces ofThisProcess(InstantSource clock) {
        var key = new byte[32];
        new SecureRandom().nextBytes(key);
        return new DpopNonces(key, clock);
    }

    String current() {
        return nonce(slot());
    }

    boolean isGood(String nonce) {
        var given = nonce.getBytes(StandardCharsets.UTF_8);
        var slot = slot();
        return isSame(given, nonce(slot)) || isSame(given, nonce(slot - 1));
    }

    private long slot() {
        return Math.floorDiv(clock.instant().getEpochSecond(), SLOT.toSeconds());
    }

    private static boolean isSame(byte[] given, String good) {
        return MessageDigest.isEqual(given, good.getBytes(StandardCharsets.UTF_8));
    }

    private String nonce(long slot) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(key);
            mac.update("dpop-nonce".getBytes(StandardCharsets.UTF_8));
            var tag = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(slot).array());
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(Arrays.copyOf(tag, TAG_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }
}
