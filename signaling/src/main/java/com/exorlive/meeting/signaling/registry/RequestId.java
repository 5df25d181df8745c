package com.exorlive.meeting.signaling.registry;

import java.util.UUID;

/// Names one change, so that asking again does not change again.
public record RequestId(String value) {
    public static RequestId random() {
        return new RequestId(UUID.randomUUID().toString());
    }
}
