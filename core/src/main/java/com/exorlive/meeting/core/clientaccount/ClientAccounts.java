package com.exorlive.meeting.core.clientaccount;

import com.exorlive.meeting.core.contact.Contact;
import com.exorlive.meeting.core.contact.ContactStore;
import com.exorlive.meeting.core.database.RandomIds;
import com.exorlive.meeting.core.identityprovider.IdentityLinks;
import com.exorlive.meeting.core.notice.Notice;
import com.exorlive.meeting.core.notice.Notices;
import com.exorlive.meeting.core.oidc.AccessEnds;
import com.exorlive.meeting.core.pdsmode.PdsStore;
import com.exorlive.meeting.core.person.HeldRole;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.core.person.Role;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.signin.CredentialStore;
import com.exorlive.meeting.core.signin.PasswordInvitations;
import com.exorlive.meeting.core.unit.UnitStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Makes, renews and withdraws the account by which a contact signs in (CO-14 becomes CO-13). Runs
/// in the transaction of who asks, who has made sure that the contact is open to the instructor
/// and holds its row. Thread-safe.
final class ClientAccounts {
    private static final String CLIENT = "client";

    private final Notices notices;
    private final AccessEnds ends;

    ClientAccounts(Notices notices, AccessEnds ends) {
        this.notices = notices;
        this.ends = ends;
    }

    /// What came of it.
    sealed interface Outcome {
        /// @param code with which the client sets a password; shown once
        record Given(Subject account, String username, PasswordInvitations.Made code)
                implements Outcome {}

        record Withdrawn(Subject account) implements Outcome {}

        record Refused(int status, String code) implements Outcome {}
    }

    private static final Outcome HAS_ONE = new Outcome.Refused(409, "contact-has-account");
    private static final Outcome HAS_NONE = new Outcome.Refused(409, "contact-without-account");
    private static final Outcome NAME_TAKEN = new Outcome.Refused(409, "login-name-taken");
    private static final Outcome NAMES_NOT_HELD =
            new Outcome.Refused(409, "personal-data-not-held");

    /// Somebody who is more than a client: an administrator's to change.
    private static final Outcome NOT_YOURS = new Outcome.Refused(403, "person-not-yours");

    /// One that was withdrawn is given back, with the user name that it had.
    ///
    /// @param asked the user name that is wished for
    Outcome give(
            Handle handle,
            Contact contact,
            Person instructor,
            Optional<String> asked,
            String language,
            Instant now) {
        if (contact.hasAccount()) {
            return HAS_ONE;
        }
        // In PDS mode nothing that tells who it is: a name that somebody thinks out would.
        if (asked.isPresent() && PdsStore.address(handle, contact.organisation()).isPresent()) {
            return NAMES_NOT_HELD;
        }
        if (contact.account().isPresent()) {
            return again(handle, contact.account().get(), now);
        }
        var username = asked.orElseGet(GenericName::make);
        if (CredentialStore.isTaken(handle, List.of(username))) {
            return NAME_TAKEN;
        }
        var person = person(handle, contact, instructor, language);
        PersonStore.insert(handle, person);
        CredentialStore.insertNames(handle, person.subject(), List.of(username));
        ContactStore.putAccount(handle, contact.id(), person.subject());
        return given(handle, person.subject(), now);
    }

    private static Person person(
            Handle handle, Contact contact, Person instructor, String language) {
        var keeper = PersonStore.get(handle, contact.instructor());
        return new Person(
                new Subject(RandomIds.id()),
                instructor.organisation(),
                keeper.unit(),
                // Everybody is called something; a number tells who it is to nobody outside.
                contact.name().orElse("#" + contact.number()),
                CLIENT,
                Set.of(new HeldRole(Role.CONTACT, keeper.unit())),
                language,
                true,
                1);
    }

    private Outcome again(Handle handle, Subject account, Instant now) {
        var person = locked(handle, account);
        if (isMoreThanClient(person)) {
            return NOT_YOURS;
        }
        PersonStore.change(handle, person.active(true));
        return given(handle, account, now);
    }

    private Outcome given(Handle handle, Subject account, Instant now) {
        var code = PasswordInvitations.make(handle, account, now);
        notices.tell(handle, account, Notice.ACCOUNT, code.expiresAt());
        return new Outcome.Given(account, AccountView.username(handle, account), code);
    }

    /// A new code for who has lost the password or the code. An earlier code is void.
    Outcome newCode(Handle handle, Contact contact, Instant now) {
        if (!contact.hasAccount()) {
            return HAS_NONE;
        }
        var account = contact.account().orElseThrow();
        if (isMoreThanClient(locked(handle, account))) {
            return NOT_YOURS;
        }
        var code = PasswordInvitations.make(handle, account, now);
        return new Outcome.Given(account, AccountView.username(handle, account), code);
    }

    /// The client is out at once, and the password is gone: who gets the account back sets another.
    Outcome withdraw(Handle handle, Contact contact) {
        if (!contact.hasAccount()) {
            return HAS_NONE;
        }
        var account = contact.account().orElseThrow();
        var person = locked(handle, account);
        if (isMoreThanClient(person)) {
            return NOT_YOURS;
        }
        PersonStore.change(handle, person.active(false));
        PasswordInvitations.withdraw(handle, account);
        CredentialStore.removePassword(handle, account);
        IdentityLinks.deleteAllOf(handle, account);
        ends.everywhere(handle, account);
        return new Outcome.Withdrawn(account);
    }

    /// As the person is while nobody else changes people of the organisation.
    private static Person locked(Handle handle, Subject account) {
        UnitStore.lock(handle, PersonStore.get(handle, account).organisation());
        return PersonStore.get(handle, account);
    }

    private static boolean isMoreThanClient(Person person) {
        return person.roles().stream().anyMatch(role -> role != Role.CONTACT);
    }
}
