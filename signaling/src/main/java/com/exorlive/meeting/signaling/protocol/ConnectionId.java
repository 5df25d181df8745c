package com.exorlive.meeting.signaling.protocol;

/// One page's presence in a room, as the other page knows it. A reload makes a new one.
public record ConnectionId(String value) {
    public ConnectionId {
        if (!Base64Url.isMadeOf(value, 1, 64)) {
            throw new IllegalArgumentException("not a ConnectionId");
        }
    }

    @Override
    public String toString() {
        return value.substring(0, Math.min(6, value.length())) + "…";
    }
}
