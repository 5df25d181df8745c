package com.exorlive.meeting.sfucontrol;

import java.util.regex.Pattern;

/// A room as the media server knows it. Prints only its head, because it may be a meeting id.
public record SfuRoomId(String value) {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    public SfuRoomId {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException("not a SfuRoomId");
        }
    }

    @Override
    public String toString() {
        return value.substring(0, Math.min(6, value.length())) + "…";
    }
}
