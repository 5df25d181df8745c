package com.exorlive.meeting.core.partner;

import java.util.Arrays;
import java.util.Optional;

/// What a partner may be let do. What each gives, `core.access` decides.
public enum PartnerScope {
    /// Open, create and update the contact in focus, by jump-out.
    CONTACTS_WRITE("contacts.write"),
    /// When meetings were, and how they ended; nobody's name.
    MEETINGS_READ("meetings.read"),
    /// The organisation's audit lines.
    AUDIT_READ("audit.read");

    private final String wireName;

    PartnerScope(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<PartnerScope> parse(String wireName) {
        return Arrays.stream(values()).filter(scope -> scope.wireName.equals(wireName)).findFirst();
    }
}
