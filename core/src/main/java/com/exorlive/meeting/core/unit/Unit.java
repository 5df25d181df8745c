package com.exorlive.meeting.core.unit;

import com.exorlive.meeting.core.organisation.OrganisationId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A department or a subgroup.
///
/// @param above the unit that it is a part of; null for the root alone
/// @param version grows with each change, so that nobody undoes a change unseen
public record Unit(
        UnitId id, OrganisationId organisation, @Nullable UnitId above, String name, int version) {
    public Optional<UnitId> parent() {
        return Optional.ofNullable(above);
    }
}
