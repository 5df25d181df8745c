package com.exorlive.meeting.core.contact;

import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.access.Reach;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.unit.UnitId;
import com.exorlive.meeting.core.unit.UnitStore;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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

    /// Works where the contact is not to be known of: the same as if there were none.
    record OutOfReach() implements ContactAccess {}

    static ContactAccess of(Handle handle, Contact contact, Person viewer, Instant now) {
        var subject = viewer.subject();
        if (!contact.organisation().equals(viewer.organisation())) {
            return new OutOfReach();
        }
        if (contact.instructor().equals(subject)) {
            return new Own();
        }
        var basis = AccessBasisStore.open(handle, contact.id(), subject, now);
        if (basis.isPresent()) {
            return new ByBasis(basis.get());
        }
        var keeper = PersonStore.get(handle, contact.instructor());
        return reach(handle, viewer).contains(keeper.unit()) ? new Closed() : new OutOfReach();
    }

    /// Of many whom this person may know of, in one question.
    static Map<ContactId, ContactAccess> ofKnown(
            Handle handle, Collection<Contact> contacts, Person viewer, Instant now) {
        var bases = new HashMap<ContactId, ContactAccess>();
        // The one that lasts longest comes last.
        AccessBasisStore.openTo(handle, viewer.subject(), now)
                .forEach(basis -> bases.put(basis.contact(), new ByBasis(basis)));
        return contacts.stream()
                .collect(
                        Collectors.toMap(
                                Contact::id,
                                it ->
                                        it.instructor().equals(viewer.subject())
                                                ? new Own()
                                                : bases.getOrDefault(it.id(), new Closed())));
    }

    /// The units whose contacts this person may search for.
    static Set<UnitId> reach(Handle handle, Person viewer) {
        var tree = UnitStore.tree(handle, viewer.organisation());
        return Reach.of(viewer, Permission.SEARCH_CONTACTS, tree).units();
    }

    /// Whether the contact was open to somebody at a time, wherever they may look now.
    static boolean isOpenAt(Handle handle, Contact contact, Subject subject, Instant at) {
        return contact.instructor().equals(subject)
                || AccessBasisStore.open(handle, contact.id(), subject, at).isPresent();
    }

    default boolean isOpen() {
        return this instanceof Own || this instanceof ByBasis;
    }
}
