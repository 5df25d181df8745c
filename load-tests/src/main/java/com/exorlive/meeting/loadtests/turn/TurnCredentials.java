package com.exorlive.meeting.loadtests.turn;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.exorlive.meeting.sfu.ice.StunKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Long-term credentials (RFC 8489 section 9.2).
record TurnCredentials(String user, String password) {
    /// With MD5, which is what coturn takes; it protects no more than these.
    StunKey key(String realm) {
        try {
            var text = user + ":" + realm + ":" + password;
            return new StunKey(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }

    @Override
    public String toString() {
        return "TurnCredentials[redacted]";
    }
}
