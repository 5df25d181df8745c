package com.exorlive.meeting.core.notice;

import java.util.Locale;

/// What somebody is told: nothing else ever leaves the product (VM-20).
public enum Notice {
    /// A message waits.
    MESSAGE,
    /// An account waits: who has been given one has no password yet.
    ACCOUNT;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Notice of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
