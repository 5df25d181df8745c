package com.exorlive.meeting.core.contact;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Whether a person is at least 16: all that the meeting service ever asks of a date of birth.
public enum Age {
    AT_LEAST_16,
    UNDER_16,
    UNKNOWN;

    private static final int LIMIT_YEARS = 16;

    /// @param today the day where the organisation is
    public static Age on(LocalDate today, @Nullable LocalDate birthDate) {
        if (birthDate == null) {
            return UNKNOWN;
        }
        return birthDate.plusYears(LIMIT_YEARS).isAfter(today) ? UNDER_16 : AT_LEAST_16;
    }
}
