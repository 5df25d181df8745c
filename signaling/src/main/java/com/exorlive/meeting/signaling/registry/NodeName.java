package com.exorlive.meeting.signaling.registry;

import java.util.regex.Pattern;

/// One of several nodes, as the operator names it and as it stands in the URL of a socket.
public record NodeName(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

    public NodeName {
        if (!isName(value)) {
            throw new IllegalArgumentException("not a NodeName");
        }
    }

    /// Whether `text` can name a node.
    public static boolean isName(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
