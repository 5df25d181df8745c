package com.exorlive.meeting.core.signin;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The secret that is not in the database: whoever steals the database alone can neither guess
/// passwords nor sign tokens. Every use derives its own key from it (HMAC-SHA-256), so that no two
/// uses meet. Thread-safe.
public final class Pepper {
    private final SecretKeySpec key;

    public Pepper(String secret) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    /// 256 bits for one purpose.
    public byte[] deriveKey(String purpose) {
        return hmac(("key:" + purpose).getBytes(StandardCharsets.UTF_8));
    }

    /// What is hashed in a password's stead.
    byte[] overPassword(String password) {
        return Base64.getEncoder()
                .encode(hmac(("password:" + password).getBytes(StandardCharsets.UTF_8)));
    }

    /// A name that tells the same user name again without telling which one it is.
    String pseudonym(String loginName) {
        var mac = hmac(("login-name:" + loginName).getBytes(StandardCharsets.UTF_8));
        return "name:"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(mac).substring(0, 22);
    }

    /// One of `buckets`, the same for the same name.
    int bucket(String loginName, int buckets) {
        var mac = hmac(("bucket:" + loginName).getBytes(StandardCharsets.UTF_8));
        return Math.floorMod(java.nio.ByteBuffer.wrap(mac).getInt(), buckets);
    }

    private byte[] hmac(byte[] text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "Pepper[redacted]";
    }
}
