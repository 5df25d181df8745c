package com.exorlive.meeting.core.contact;

import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.person.Subject;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Why somebody opened a contact that is not their own, and until when it stays open to them. It is
/// written once and never changed: the audit log refers to it.
///
/// @param comment in the own words of who opened it
public record AccessBasis(
        String id,
        OrganisationId organisation,
        ContactId contact,
        Subject subject,
        Reason reason,
        String comment,
        Instant givenAt,
        Instant until) {

    /// What may be a basis. The words are part of the published contract.
    public enum Reason {
        /// The client has approved it.
        CONSENT,
        /// Stands in for the instructor who keeps the contact.
        COVER,
        /// Treats the client together with that instructor.
        SHARED_CARE,
        /// Was asked for advice.
        SECOND_OPINION,
        /// There was no time to ask: shown apart in reports.
        EMERGENCY,
        /// Comes from the client's record in a partner's system, which has decided it.
        JUMP_OUT;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public static Optional<Reason> of(String wireName) {
            return Arrays.stream(values())
                    .filter(reason -> reason.wireName().equals(wireName))
                    .findFirst();
        }

        /// Whether a person may give it: the others are given by what they come from.
        public boolean isGivenByPeople() {
            return this != JUMP_OUT;
        }
    }

    @Override
    public String toString() {
        return "AccessBasis[" + id + "]";
    }
}
