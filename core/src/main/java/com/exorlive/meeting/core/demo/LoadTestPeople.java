package com.exorlive.meeting.core.demo;

import com.exorlive.meeting.core.contact.Contact;
import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.contact.ContactStore;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.database.RandomIds;
import com.exorlive.meeting.core.organisation.Organisation;
import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.organisation.OrganisationStore;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.core.person.Role;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.signin.CredentialStore;
import com.exorlive.meeting.core.signin.Passwords;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// People by the number, who do in a load test what people do: sign in and meet. Their organisation
/// counts as a demo, so that production refuses a database that holds them. Makes those that are
/// missing; never fewer.
public final class LoadTestPeople {
    private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");
    private static final LocalDate BORN = LocalDate.of(1980, 1, 1);

    /// Longer transactions hold the log of the database longer.
    private static final int PAIRS_AT_ONCE = 50;

    private final Database database;
    private final Passwords passwords;

    public LoadTestPeople(Database database, Passwords passwords) {
        this.database = database;
        this.passwords = passwords;
    }

    /// Makes those who are missing of `pairs` hosts and clients, with as many contacts each.
    public void ensure(int pairs, int contacts) {
        int made = made();
        if (made >= pairs) {
            return;
        }
        // One hash for all: the password is public, and a start must be quick.
        var hash = passwords.hash(DemoAccount.PASSWORD);
        var here = new OrganisationId(RandomIds.id());
        database.run(
                handle ->
                        OrganisationStore.insert(
                                handle, new Organisation(here, "Load test", OSLO, true), true));
        for (int from = made + 1; from <= pairs; from += PAIRS_AT_ONCE) {
            int first = from;
            int last = Math.min(pairs, from + PAIRS_AT_ONCE - 1);
            database.run(
                    handle -> {
                        for (int number = first; number <= last; number++) {
                            pair(handle, here, hash, number, contacts);
                        }
                    });
        }
    }

    /// They are numbered from 1 without a gap: a chunk is made whole or not at all.
    private int made() {
        return database.inTransaction(
                handle -> {
                    int last = 0;
                    while (CredentialStore.subjectOf(handle, host(last + 1)).isPresent()) {
                        last++;
                    }
                    return last;
                });
    }

    private static void pair(
            Handle handle, OrganisationId here, String hash, int number, int contacts) {
        var host = person(handle, here, hash, host(number), "trainer", Role.INSTRUCTOR);
        var client = person(handle, here, hash, "load-client-" + number, "client", Role.CONTACT);
        for (int i = 1; i <= contacts; i++) {
            ContactStore.insert(
                    handle,
                    Contact.of(
                                    new ContactId(RandomIds.id()),
                                    here,
                                    host,
                                    "Load client " + number + "-" + i)
                            .bornOn(BORN)
                            .withAccount(client));
        }
    }

    private static Subject person(
            Handle handle, OrganisationId here, String hash, String user, String title, Role role) {
        var subject = new Subject(RandomIds.id());
        PersonStore.insert(handle, new Person(subject, here, user, title, role, "nb"));
        CredentialStore.insert(handle, subject, List.of(user), hash);
        return subject;
    }

    private static String host(int number) {
        return "load-host-" + number;
    }
}
