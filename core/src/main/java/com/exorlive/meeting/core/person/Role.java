package com.exorlive.meeting.core.person;

import java.util.Arrays;
import java.util.Optional;

/// What a person is in the organisation. What each may do, `core.access` decides.
public enum Role {
    INSTRUCTOR("instructor"),
    UNIT_ADMINISTRATOR("unit-administrator"),
    ORGANISATION_ADMINISTRATOR("organisation-administrator"),
    /// The vendor's: runs the installation, and sees nobody's data.
    SYSTEM_ADMINISTRATOR("system-administrator"),
    /// A contact with an account. One without has no person, so nothing at all.
    CONTACT("contact");

    private final String wireName;

    Role(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Role of(String wireName) {
        return parse(wireName).orElseThrow(() -> new IllegalArgumentException("not a Role"));
    }

    /// What came from outside, if it is one.
    public static Optional<Role> parse(String wireName) {
        return Arrays.stream(values()).filter(role -> role.wireName.equals(wireName)).findFirst();
    }
}
