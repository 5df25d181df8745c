package com.exorlive.meeting.core.jumpout;

import com.exorlive.meeting.core.contact.PersonalData;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The client in focus, as a statement's claim `contact` says.
///
/// @param record the partner's own number of the client; it is kept as an HMAC alone
record Focus(String record, PersonalData personal) {
    private static final int MAX_RECORD = 200;

    static Optional<Focus> of(Map<String, Object> claims, Instant now) {
        if (!(claims.get("contact") instanceof Map<?, ?> said)) {
            return Optional.empty();
        }
        var record = text(said, "record");
        if (record == null || record.isBlank() || record.length() > MAX_RECORD) {
            return Optional.empty();
        }
        try {
            var born = text(said, "birthDate");
            return PersonalData.typed(
                            text(said, "name"),
                            born == null ? null : LocalDate.parse(born),
                            text(said, "phone"),
                            text(said, "email"),
                            LocalDate.ofInstant(now, ZoneOffset.UTC))
                    .map(personal -> new Focus(record, personal));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static @Nullable String text(Map<?, ?> said, String name) {
        return said.get(name) instanceof String text ? text : null;
    }

    @Override
    public String toString() {
        return "Focus[redacted]";
    }
}
