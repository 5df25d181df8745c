package com.exorlive.meeting.signaling.session;

import com.exorlive.meeting.signaling.protocol.Secret;
import com.exorlive.meeting.signaling.protocol.SecretSource;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The resume token of one session: good once, apart from a successor that got lost on the way.
/// Only hashes are kept. Confined to its room's thread.
final class ResumeTokens {
    private final SecretSource secrets;
    private final Duration grace;

    private Secret.@Nullable Hash current;

    /// The token that the page used last, as long as it may not have its successor.
    private Secret.@Nullable Hash used;

    private @Nullable Instant usedUntil;

    ResumeTokens(SecretSource secrets, Duration grace) {
        this.secrets = secrets;
        this.grace = grace;
    }

    Secret first() {
        var token = secrets.secret();
        current = token.hash();
        return token;
    }

    boolean accepts(Secret token, Instant now) {
        return isCurrent(token) || isUsed(token, now);
    }

    /// Takes an accepted token and makes the next.
    Secret rotate(Secret token, Instant now) {
        if (isCurrent(token)) {
            used = current;
            usedUntil = now.plus(grace);
        }
        return first();
    }

    /// Whoever speaks on the new line has got the new token: the old one is dead.
    void onHeardFromPage() {
        used = null;
        usedUntil = null;
    }

    private boolean isCurrent(Secret token) {
        return current != null && current.matches(token);
    }

    private boolean isUsed(Secret token, Instant now) {
        return used != null && usedUntil != null && now.isBefore(usedUntil) && used.matches(token);
    }
}
