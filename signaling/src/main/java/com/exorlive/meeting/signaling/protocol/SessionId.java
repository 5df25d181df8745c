package com.exorlive.meeting.signaling.protocol;

/// The server's side of a connection, as its page names it when it resumes.
public record SessionId(String value) {
    public SessionId {
        if (!Base64Url.isMadeOf(value, 1, 64)) {
            throw new IllegalArgumentException("not a SessionId");
        }
    }

    @Override
    public String toString() {
        return value.substring(0, Math.min(6, value.length())) + "…";
    }
}
