package com.exorlive.meeting.signaling.token;

/// Who showed a good token, and of which sign-in it came.
///
/// @param sid names the sign-in, which can end before its tokens do; empty if the issuer names none
public record SignedIn(Subject subject, String sid) {
    @Override
    public String toString() {
        return "SignedIn[redacted]";
    }
}
