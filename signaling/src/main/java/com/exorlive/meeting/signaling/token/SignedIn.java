package com.exorlive.meeting.signaling.token;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who showed a good token, and of which sign-in it came.
///
/// @param sid names the sign-in, which can end before its tokens do; empty if the issuer names none
/// @param key thumbprint of the key without which the token is worth nothing (RFC 9449 section 6);
///     empty if it is good in anybody's hands
/// @param how the person signed in, as far as the token says
public record SignedIn(Subject subject, String sid, String key, How how) {
    /// The claims `acr`, `amr` and `auth_time` (RFC 9068 section 2.2.1).
    ///
    /// @param acr empty if the token has none
    /// @param moment null if it has none
    public record How(String acr, List<String> amr, @Nullable Instant moment) {
        public How {
            amr = List.copyOf(amr);
        }

        public Optional<Instant> at() {
            return Optional.ofNullable(moment);
        }
    }

    public boolean isBound() {
        return !key.isEmpty();
    }

    @Override
    public String toString() {
        return "SignedIn[redacted]";
    }
}
