package com.exorlive.meeting.core.erasure;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/// One erasure: who was erased, by an id that leads nowhere any more.
record Erased(Kind kind, String id, Instant at) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /// What was erased, and how.
    enum Kind {
        CONTACT,
        PERSON,
        /// The pictures and videos of exercises that others use were kept.
        PERSON_KEEPING_MEDIA,
        ORGANISATION;

        String wireName() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }

        static Optional<Kind> of(String wireName) {
            return Arrays.stream(values()).filter(it -> it.wireName().equals(wireName)).findFirst();
        }
    }

    Erased {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("not an id");
        }
    }

    /// Which it is, whenever it was.
    String key() {
        return kind.wireName() + " " + id;
    }

    String line() {
        return at + " " + key();
    }

    /// A line of the file; empty for what a crash left of one.
    static Optional<Erased> parse(String line) {
        var parts = line.split(" ", -1);
        if (parts.length != 3 || !ID.matcher(parts[2]).matches()) {
            return Optional.empty();
        }
        try {
            var at = Instant.parse(parts[0]);
            return Kind.of(parts[1]).map(kind -> new Erased(kind, parts[2], at));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
