package com.exorlive.meeting.signaling.token;

/// Who showed a good token, and of which sign-in it came.
///
/// @param sid names the sign-in, which can end before its tokens do; empty if the issuer names none
/// @param key thumbprint of the key without which the token is worth nothing (RFC 9449 section 6);
///     empty if it is good in anybody's hands
public record SignedIn(Subject subject, String sid, String key) {
    public boolean isBound() {
        return !key.isEmpty();
    }

    @Override
    public String toString() {
        return "SignedIn[redacted]";
    }
}
