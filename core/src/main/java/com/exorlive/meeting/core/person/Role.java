package com.exorlive.meeting.core.person;

import java.util.Arrays;

/// What a person is in the organisation.
public enum Role {
    INSTRUCTOR("instructor"),
    CONTACT("contact");

    private final String wireName;

    Role(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Role of(String wireName) {
        return Arrays.stream(values())
                .filter(role -> role.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a Role"));
    }
}
