package com.exorlive.meeting.core.organisation;

import java.util.regex.Pattern;

public record OrganisationId(String value) {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_-]{1,40}");

    public OrganisationId {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException("not an OrganisationId");
        }
    }

    /// Whether what came from outside can be one at all.
    public static boolean isOne(String text) {
        return ALLOWED.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
