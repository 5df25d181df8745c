package com.exorlive.meeting.sfucontrol;

import java.util.regex.Pattern;

/// One peer connection of one participant, unique in its room for ever.
public record PcId(String value) {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public PcId {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException("not a PcId");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
