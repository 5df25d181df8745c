package com.exorlive.meeting.core.contact;

import java.util.Optional;
import java.util.regex.Pattern;

public record ContactId(String value) {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_-]{1,40}");

    public ContactId {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException("not a ContactId");
        }
    }

    /// What came from outside, if it can be one at all.
    public static Optional<ContactId> parse(String text) {
        return ALLOWED.matcher(text).matches()
                ? Optional.of(new ContactId(text))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
