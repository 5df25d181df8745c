package com.exorlive.meeting.signaling.token;

/// Who somebody is: `sub` means something only together with its issuer, and an e-mail means
/// nothing. Does not print itself.
public record Subject(String issuer, String sub) {
    public Subject {
        if (issuer.isEmpty() || sub.isEmpty()) {
            throw new IllegalArgumentException("not a Subject");
        }
    }

    @Override
    public String toString() {
        return "Subject[redacted]";
    }
}
