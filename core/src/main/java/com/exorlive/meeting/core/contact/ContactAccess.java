package com.exorlive.meeting.core.contact;

import com.exorlive.meeting.core.person.Subject;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/// Whether a contact is open to an instructor now, and why: the question behind every look at a
/// record, every program and every meeting.
public sealed interface ContactAccess {
    /// Keeps the contact.
    record Own() implements ContactAccess {}

    /// Has given a basis that still lasts.
    record ByBasis(AccessBasis basis) implements ContactAccess {}

    /// Must give a basis first.
    record Closed() implements ContactAccess {}

    static ContactAccess of(Handle handle, Contact contact, Subject subject, Instant now) {
        if (contact.instructor().equals(subject)) {
            return new Own();
        }
        return AccessBasisStore.open(handle, contact.id(), subject, now)
                .<ContactAccess>map(ByBasis::new)
                .orElseGet(Closed::new);
    }

    default boolean isOpen() {
        return !(this instanceof Closed);
    }
}
