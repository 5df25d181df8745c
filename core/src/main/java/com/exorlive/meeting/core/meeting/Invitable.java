package com.exorlive.meeting.core.meeting;

import com.exorlive.meeting.core.contact.Contact;
import com.exorlive.meeting.core.contact.ContactAccess;
import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.contact.ContactStore;
import com.exorlive.meeting.core.organisation.OrganisationStore;
import com.exorlive.meeting.core.person.Person;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Whether a host may invite a contact now, at once or for later.
sealed interface Invitable {
    /// Holds the contact's row until the transaction ends: pressing often at once makes
    /// one meeting.
    record Yes(Contact contact) implements Invitable {}

    record No(Refusal refusal) implements Invitable {}

    static Invitable of(Handle handle, Person host, Optional<ContactId> contactId, Instant now) {
        var organisation = OrganisationStore.find(handle, host.organisation()).orElseThrow();
        if (!organisation.video()) {
            return new No(Refusal.MODULE_OFF);
        }
        var contact = contactId.flatMap(id -> ContactStore.lock(handle, organisation.id(), id));
        if (contact.isEmpty()) {
            return new No(Refusal.CONTACT_UNKNOWN);
        }
        var access = ContactAccess.of(handle, contact.get(), host, now);
        if (access instanceof ContactAccess.OutOfReach) {
            return new No(Refusal.CONTACT_UNKNOWN);
        }
        return InviteRules.refusal(organisation, contact.get(), access.isOpen(), now)
                .<Invitable>map(No::new)
                .orElseGet(() -> new Yes(contact.get()));
    }
}
