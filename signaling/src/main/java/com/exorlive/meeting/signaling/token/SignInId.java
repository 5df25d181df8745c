package com.exorlive.meeting.signaling.token;

/// One of somebody's sign-ins. Like a subject its name means something only together with the
/// issuer. Does not print itself.
///
/// @param sid the claim (OpenID Connect Back-Channel Logout 1.0 section 2.1); empty if the issuer
///     names none
public record SignInId(String issuer, String sid) {
    public SignInId {
        if (issuer.isEmpty()) {
            throw new IllegalArgumentException("not a SignInId");
        }
    }

    public boolean hasName() {
        return !sid.isEmpty();
    }

    @Override
    public String toString() {
        return "SignInId[redacted]";
    }
}
