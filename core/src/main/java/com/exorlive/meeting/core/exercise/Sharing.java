package com.exorlive.meeting.core.exercise;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Who else may use an exercise that somebody made.
enum Sharing {
    ME,
    UNIT,
    ORGANISATION;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Sharing> of(String wireName) {
        return Arrays.stream(values()).filter(it -> it.wireName().equals(wireName)).findFirst();
    }
}
