package com.exorlive.meeting.sfucontrol;

import java.util.regex.Pattern;

/// A participant as the media server knows one: an opaque name, unique in its room.
public record ParticipantId(String value) {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public ParticipantId {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException("not a ParticipantId");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
