package com.exorlive.meeting.sfu.ice;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Computes MESSAGE-INTEGRITY with one short-term password (RFC 8489 section 14.5). Confined to one
/// thread.
public final class StunKey {
    static final int LENGTH = 20;

    private final Mac mac;
    private final byte[] result = new byte[LENGTH];

    public StunKey(byte[] password) {
        try {
            mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(password, "HmacSHA1"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has no HmacSHA1", e);
        }
    }

    /// The HMAC over a message up to `end`, as if MESSAGE-INTEGRITY were its last attribute. The
    /// array is overwritten by the next call.
    byte[] compute(byte[] message, int end) {
        int declared = end - StunMessage.HEADER + 4 + LENGTH;
        mac.update(message, 0, 2);
        mac.update((byte) (declared >>> 8));
        mac.update((byte) declared);
        mac.update(message, 4, end - 4);
        try {
            mac.doFinal(result, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA1 refused", e);
        }
        return result;
    }
}
