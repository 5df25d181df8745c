package com.exorlive.meeting.core.person;

import com.exorlive.meeting.core.organisation.OrganisationId;

/// Somebody with an account. `title` is a key (physiotherapist, trainer, client …) that the page
/// translates.
public record Person(
        Subject subject,
        OrganisationId organisation,
        String name,
        String title,
        Role role,
        String language) {
    @Override
    public String toString() {
        return "Person[" + subject + "]";
    }
}
