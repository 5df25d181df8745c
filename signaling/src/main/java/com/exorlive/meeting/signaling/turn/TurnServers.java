package com.exorlive.meeting.signaling.turn;

import com.exorlive.meeting.signaling.protocol.IceServer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The TURN servers of this installation, and the only maker of credentials for them, in the form
/// of `draft-uberti-behave-turn-rest`: the user is the time of expiry and a pseudonym, the password
/// an HMAC of it under a secret that the TURN server has too. So it needs to know nobody.
///
/// The HMAC is HMAC-SHA1, because that is what coturn's `use-auth-secret` takes. What is broken of
/// SHA-1, finding collisions, is of no use against an HMAC.
///
/// Thread-safe. Does not print its secret.
public final class TurnServers {
    private static final String ALGORITHM = "HmacSHA1";

    private final List<String> urls;
    private final SecretKeySpec secret;
    private final Duration life;
    private final boolean isOnlyWay;

    /// @param secret what the TURN server calls `static-auth-secret`; not empty
    /// @param life how long one can begin to use a credential
    /// @param isOnlyWay whether pages may use no other way to the media server
    public TurnServers(List<String> urls, String secret, Duration life, boolean isOnlyWay) {
        this.urls = List.copyOf(urls);
        this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.life = life;
        this.isOnlyWay = isOnlyWay;
    }

    /// There is none: pages must reach the media server by themselves.
    public static TurnServers none() {
        return new TurnServers(List.of(), "none", Duration.ZERO, false);
    }

    public boolean isOnlyWay() {
        return isOnlyWay;
    }

    boolean isNone() {
        return urls.isEmpty();
    }

    Duration life() {
        return life;
    }

    /// What a page is given; empty if there are no servers.
    List<IceServer> issue(Pseudonym pseudonym, Instant now) {
        if (isNone()) {
            return List.of();
        }
        var username = now.plus(life).getEpochSecond() + ":" + pseudonym.value();
        return List.of(new IceServer(urls, username, password(username)));
    }

    private String password(String username) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            byte[] hash = mac.doFinal(username.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has HMAC-SHA1", e);
        }
    }

    @Override
    public String toString() {
        return "TurnServers[" + urls.size() + " urls]";
    }
}
