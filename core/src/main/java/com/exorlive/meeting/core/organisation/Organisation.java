package com.exorlive.meeting.core.organisation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/// A practice or a clinic. `timeZone` decides which day it is there, `video` whether the module is
/// on.
public record Organisation(OrganisationId id, String name, ZoneId timeZone, boolean video) {
    /// The calendar day at this organisation: ages turn at its midnight, not at Greenwich's.
    public LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, timeZone);
    }
}
