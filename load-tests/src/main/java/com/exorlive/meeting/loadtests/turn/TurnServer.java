package com.exorlive.meeting.loadtests.turn;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A TURN server that takes time-limited credentials (docs/protocol.md section 7.1).
///
/// @param secret what it shares with those who give credentials
public record TurnServer(InetSocketAddress address, String secret) {
    private static final long GOOD_FOR_SECONDS = 24 * 3600;

    /// @param pseudonym by which it counts allocations
    TurnCredentials credentials(String pseudonym, long nowSeconds) {
        var user = nowSeconds + GOOD_FOR_SECONDS + ":" + pseudonym;
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA1"));
            var password = Base64.getEncoder().encodeToString(mac.doFinal(user.getBytes(UTF_8)));
            return new TurnCredentials(user, password);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA1", e);
        }
    }

    /// A client of one participant.
    public TurnClient client(
            String pseudonym, InetSocketAddress peer, long nowSeconds, TurnClient.Output out) {
        return new TurnClient(credentials(pseudonym, nowSeconds), peer, out);
    }

    @Override
    public String toString() {
        return "TurnServer[" + address + "]";
    }
}
