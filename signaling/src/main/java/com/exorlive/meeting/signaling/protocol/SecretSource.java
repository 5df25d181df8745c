package com.exorlive.meeting.signaling.protocol;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Random;

/// Makes secrets and ids that can't be guessed. Thread-safe, as its random source is.
public final class SecretSource {
    private static final int SECRET_BYTES = 32;
    private static final int ID_BYTES = 16;

    private final Random random;

    public SecretSource() {
        this(new SecureRandom());
    }

    /// For tests that must be repeatable.
    public SecretSource(Random random) {
        this.random = random;
    }

    public Secret secret() {
        return new Secret(letters(SECRET_BYTES));
    }

    public SessionId sessionId() {
        return new SessionId(letters(ID_BYTES));
    }

    public ConnectionId connectionId() {
        return new ConnectionId(letters(ID_BYTES));
    }

    /// Letters that tell nothing and can't be guessed, for what has no type of its own here.
    public String letters() {
        return letters(ID_BYTES);
    }

    private String letters(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
