package com.exorlive.meeting.core.organisation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A practice or a clinic. `timeZone` decides which day it is there.
///
/// @param version grows with each change by an administrator
public record Organisation(
        OrganisationId id,
        String name,
        ZoneId timeZone,
        Modules modules,
        Appearance appearance,
        int version) {

    /// What the organisation has of what can be had besides. Each has an agreement of its own.
    ///
    /// @param video the video meeting
    /// @param sso signing in by the organisation's own identity provider
    /// @param eid clients sign in by a national electronic identity
    public record Modules(boolean video, boolean sso, boolean eid) {}

    /// One colour for pages on light ground, one for dark: no colour is readable on both.
    public record Accent(String light, String dark) {}

    /// How its pages look.
    ///
    /// @param accentColours null for the product's own
    /// @param logoMediaType null if there is no logo
    public record Appearance(@Nullable Accent accentColours, @Nullable String logoMediaType) {
        public static final Appearance PLAIN = new Appearance(null, null);

        public Optional<Accent> accent() {
            return Optional.ofNullable(accentColours);
        }

        public Optional<String> logoType() {
            return Optional.ofNullable(logoMediaType);
        }
    }

    /// A new one, with the product's own looks.
    public Organisation(OrganisationId id, String name, ZoneId timeZone, boolean video) {
        this(id, name, timeZone, new Modules(video, false, false), Appearance.PLAIN, 1);
    }

    /// Whether the video meeting is on.
    public boolean video() {
        return modules.video();
    }

    /// The calendar day at this organisation: ages turn at its midnight, not at Greenwich's.
    public LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, timeZone);
    }
}
