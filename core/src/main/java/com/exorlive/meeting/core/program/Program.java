package com.exorlive.meeting.core.program;

import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.person.Subject;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Exercises for one contact, or a template that is bound to nobody, as it is now.
///
/// @param contact null for a template
/// @param copyOf where it came from, if it was copied
/// @param version counts every step, signing and striking too
public record Program(
        ProgramId id,
        OrganisationId organisation,
        @Nullable ContactId contact,
        Subject creator,
        @Nullable Origin copyOf,
        int version,
        Instant updatedAt,
        ProgramState state,
        ProgramContent content) {

    /// What a copy was made of. Its name then, because the original may be gone.
    public record Origin(String id, String name, int version) {}

    public Optional<ContactId> forContact() {
        return Optional.ofNullable(contact);
    }

    public Optional<Origin> origin() {
        return Optional.ofNullable(copyOf);
    }

    boolean isTemplate() {
        return contact == null;
    }

    /// As it was in an earlier version. When it was signed or struck is said all the same.
    Program saying(int earlier, ProgramContent content) {
        return new Program(
                id, organisation, contact, creator, copyOf, earlier, updatedAt, state, content);
    }

    Program next(ProgramState then, ProgramContent saying, Instant now) {
        return new Program(
                id, organisation, contact, creator, copyOf, version + 1, now, then, saying);
    }
}
