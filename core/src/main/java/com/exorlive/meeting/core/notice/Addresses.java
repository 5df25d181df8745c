package com.exorlive.meeting.core.notice;

import com.exorlive.meeting.core.contact.Contact;
import com.exorlive.meeting.core.contact.ContactStore;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.signin.CredentialStore;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// Where people can be reached: what stands in their record, or else the e-mail they sign in with.
/// Who has been deactivated can't be, whatever was put into the queue before.
public final class Addresses {
    private Addresses() {}

    public static Optional<Receiver> find(Handle handle, Subject subject) {
        return PersonStore.find(handle, subject)
                .filter(Person::isActive)
                .map(
                        person -> {
                            var records = ContactStore.ofAccount(handle, subject);
                            var email =
                                    first(records, Contact::email)
                                            .or(() -> loginEmail(handle, subject));
                            return new Receiver(
                                    subject,
                                    person.language(),
                                    email.orElse(null),
                                    first(records, Contact::phone).orElse(null));
                        });
    }

    private static Optional<String> first(
            List<Contact> records, Function<Contact, Optional<String>> what) {
        return records.stream().map(what).flatMap(Optional::stream).findFirst();
    }

    private static Optional<String> loginEmail(Handle handle, Subject subject) {
        return CredentialStore.loginNames(handle, subject).stream()
                .filter(name -> name.contains("@"))
                .findFirst();
    }
}
