package com.exorlive.meeting.core.unit;

import com.exorlive.meeting.core.organisation.OrganisationId;
import java.util.Optional;
import java.util.regex.Pattern;

/// Names a unit of an organisation's tree.
public record UnitId(String value) {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_-]{1,40}");

    public UnitId {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException("not a UnitId");
        }
    }

    /// The unit that holds all the others: it has the organisation's own id.
    public static UnitId rootOf(OrganisationId organisation) {
        return new UnitId(organisation.value());
    }

    /// What came from outside, if it can be one at all.
    public static Optional<UnitId> parse(String text) {
        return ALLOWED.matcher(text).matches() ? Optional.of(new UnitId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
