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
import com.exorlive.meeting.core.program.ProgramStore;
import com.exorlive.meeting.core.signin.CredentialStore;
import com.exorlive.meeting.core.signin.Passwords;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Two small organisations to try everything out with, refusals included. Made once; only Mia's
/// date of birth is moved at each start, so that she stays fifteen.
public final class DemoData {
    private static final String MIA = "mia";
    private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");

    private final Database database;
    private final Passwords passwords;
    private final InstantSource clock;

    public DemoData(Database database, Passwords passwords, InstantSource clock) {
        this.database = database;
        this.passwords = passwords;
        this.clock = clock;
    }

    public void ensure() {
        database.run(
                handle -> {
                    if (!OrganisationStore.hasDemo(handle)) {
                        // One hash for all: the password is public, and a start must be quick.
                        var hash = passwords.hash(DemoAccount.PASSWORD);
                        fjellvik(handle, hash);
                        havnes(handle, hash);
                    }
                    CredentialStore.subjectOf(handle, MIA)
                            .ifPresent(
                                    mia ->
                                            ContactStore.changeBirthDate(
                                                    handle, mia, fifteenYearsAgo()));
                });
    }

    private LocalDate fifteenYearsAgo() {
        return LocalDate.ofInstant(clock.instant(), OSLO).minusYears(15).minusMonths(3);
    }

    private void fjellvik(Handle handle, String hash) {
        var here = organisation(handle, "Fjellvik fysioterapi", true);
        var units = new DemoUnits(handle, here, hash);
        var knee = units.unit("Kne og hofte");
        var training = units.unit("Trening");
        units.unitAdministrator("unni", "Unni Moe", knee);
        units.organisationAdministrator("astrid", "Astrid Holm");
        var ingrid = units.instructor("ingrid", "Ingrid Berg", "physiotherapist", knee);
        var jonas = units.instructor("jonas", "Jonas Lie", "trainer", knee);
        units.instructor("lars", "Lars Hauge", "trainer", training);
        var ola = client(handle, here, hash, "ola", "Ola Nordmann");
        var kari = client(handle, here, hash, "kari", "Kari Dahl");
        var amina = client(handle, here, hash, "amina", "Amina Yusuf");
        var mia = client(handle, here, hash, MIA, "Mia Solberg");
        var per = client(handle, here, hash, "per", "Per Lunde");
        contact(
                handle,
                of(ingrid, "Ola Nordmann")
                        .bornOn(LocalDate.of(1984, 5, 17))
                        .withPhone("+47 00 00 00 01")
                        .withAccount(ola),
                DemoPrograms.kneePhaseTwo());
        contact(
                handle,
                of(ingrid, "Kari Dahl").bornOn(LocalDate.of(1971, 2, 3)).withAccount(kari),
                DemoPrograms.hip());
        contact(
                handle,
                of(ingrid, "Tor Haugen")
                        .bornOn(LocalDate.of(1962, 11, 30))
                        .withPhone("+47 00 00 00 02"),
                DemoPrograms.balance());
        contact(
                handle,
                of(ingrid, "Mia Solberg").bornOn(fifteenYearsAgo()).withAccount(mia),
                DemoPrograms.balance());
        contact(handle, of(ingrid, "Per Lunde").withAccount(per), DemoPrograms.strength());
        contact(
                handle,
                of(jonas, "Amina Yusuf").bornOn(LocalDate.of(1990, 9, 9)).withAccount(amina),
                DemoPrograms.strength());
    }

    private void havnes(Handle handle, String hash) {
        var here = organisation(handle, "Havnes trening", false);
        var signe = instructor(handle, here, hash, "signe", "Signe Vik", "trainer");
        var erik = client(handle, here, hash, "erik", "Erik Strand");
        contact(
                handle,
                of(signe, "Erik Strand").bornOn(LocalDate.of(1988, 8, 8)).withAccount(erik),
                DemoPrograms.strength());
    }

    private static OrganisationId organisation(Handle handle, String name, boolean video) {
        var id = new OrganisationId(RandomIds.id());
        OrganisationStore.insert(handle, new Organisation(id, name, OSLO, video), true);
        return id;
    }

    private static Person instructor(
            Handle handle,
            OrganisationId here,
            String hash,
            String user,
            String name,
            String title) {
        return person(handle, here, hash, user, name, title, Role.INSTRUCTOR);
    }

    private static Subject client(
            Handle handle, OrganisationId here, String hash, String user, String name) {
        return person(handle, here, hash, user, name, "client", Role.CONTACT).subject();
    }

    private static Person person(
            Handle handle,
            OrganisationId here,
            String hash,
            String user,
            String name,
            String title,
            Role role) {
        var person = new Person(new Subject(RandomIds.id()), here, name, title, role, "nb");
        PersonStore.insert(handle, person);
        CredentialStore.insert(
                handle, person.subject(), List.of(user, user + "@fjellvik.example"), hash);
        return person;
    }

    private static Contact of(Person instructor, String name) {
        return Contact.of(
                new ContactId(RandomIds.id()),
                instructor.organisation(),
                instructor.subject(),
                name);
    }

    private void contact(Handle handle, Contact contact, DemoPrograms.Draft program) {
        ContactStore.insert(handle, contact);
        ProgramStore.insert(handle, program.of(contact, clock.instant()));
    }
}
