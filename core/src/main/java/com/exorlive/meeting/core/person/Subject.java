package com.exorlive.meeting.core.person;

import java.util.regex.Pattern;

/// Who a person is for this issuer: opaque, random, never reused. Never an e-mail or a name.
public record Subject(String value) {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public Subject {
        if (!isOne(value)) {
            throw new IllegalArgumentException("not a Subject");
        }
    }

    public static boolean isOne(String text) {
        return ALLOWED.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
