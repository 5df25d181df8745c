package com.exorlive.meeting.core.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exorlive.meeting.core.contact.Contact;
import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.contact.ContactStore;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.database.OnBothDatabases;
import com.exorlive.meeting.core.database.TestDatabase;
import com.exorlive.meeting.core.organisation.Organisation;
import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.organisation.OrganisationStore;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.core.person.Role;
import com.exorlive.meeting.core.person.Subject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// S-75: what is at rest is sealed for its place, and its keys can be replaced while it is used.
@OnBothDatabases
final class S75SealTest {
    private static final OrganisationId HERE = new OrganisationId("here");
    private static final Subject INGRID = new Subject("ingrid");

    @TempDir Path data;
    private Database database;
    private Seals seals;

    @BeforeEach
    void open() {
        database = TestDatabase.open();
        seals = Seals.on(database, MasterKey.inFile(data.resolve("master.key")));
        database.run(
                handle -> {
                    OrganisationStore.insert(
                            handle, new Organisation(HERE, "Here", ZoneOffset.UTC, true), false);
                    PersonStore.insert(
                            handle,
                            new Person(
                                    INGRID, HERE, "Ingrid Berg", "trainer", Role.INSTRUCTOR, "nb"));
                    contact("ola", "Ola Nordmann").insertWith(handle);
                    contact("kari", "Kari Dahl").insertWith(handle);
                });
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void nothingThatTellsWhoSomebodyIsIsInAnyTable() {
        assertThat(TestDatabase.everything(database))
                .contains("person_key")
                .doesNotContainIgnoringCase("Nordmann")
                .doesNotContain("1984-05-17", "555 0");
    }

    @Test
    void aSealedTextMovedToAnotherRowDoesNotOpen() {
        database.run(
                handle ->
                        handle.execute(
                                "update contact set personal ="
                                        + " (select personal from contact where id = 'kari')"
                                        + " where id = 'ola'"));

        assertThatThrownBy(() -> name("ola")).isInstanceOf(SealException.class);
        assertThat(name("kari")).isEqualTo("Kari Dahl");
    }

    @Test
    void aSealedTextMovedTogetherWithItsKeyDoesNotOpenEither() {
        assertThat(name("kari")).isEqualTo("Kari Dahl");
        database.run(
                handle -> {
                    handle.execute(
                            "update contact set personal ="
                                    + " (select personal from contact where id = 'kari')"
                                    + " where id = 'ola'");
                    handle.execute(
                            "update person_key set wrapped ="
                                    + " (select wrapped from person_key where owner = 'kari')"
                                    + " where owner = 'ola'");
                });

        assertThatThrownBy(() -> name("ola")).isInstanceOf(SealException.class);
    }

    @Test
    void anOlderTextBroughtBackDoesNotOpen() {
        var older =
                database.inTransaction(
                        handle ->
                                handle.createQuery("select personal from contact where id = 'ola'")
                                        .mapTo(String.class)
                                        .one());
        database.run(
                handle ->
                        ContactStore.change(
                                handle, find(handle, "ola").bornOn(LocalDate.of(1984, 5, 18))));
        database.run(
                handle ->
                        handle.createUpdate("update contact set personal = :it where id = 'ola'")
                                .bind("it", older)
                                .execute());

        assertThatThrownBy(() -> name("ola")).isInstanceOf(SealException.class);
    }

    @Test
    void aTextSealedForOneColumnDoesNotOpenInAnother() {
        var key = database.inTransaction(handle -> seals.key(handle, "ola")).orElseThrow();
        var sealed = key.seal(new Place("contact", "ola", "personal", 1), "text");

        for (var elsewhere :
                new Place[] {
                    new Place("person", "ola", "personal", 1),
                    new Place("contact", "kari", "personal", 1),
                    new Place("contact", "ola", "remark", 1),
                    new Place("contact", "ola", "personal", 2)
                }) {
            assertThatThrownBy(() -> key.open(elsewhere, sealed)).isInstanceOf(SealException.class);
        }
        assertThatThrownBy(() -> key.open(new Place("contact", "ola", "personal", 1), "nonsense"))
                .isInstanceOf(SealException.class);
        assertThatThrownBy(() -> key.open(new Place("contact", "ola", "personal", 1), "%%%"))
                .isInstanceOf(SealException.class);
    }

    @Test
    void theSameTextIsNeverSealedAlikeTwice() {
        var key = database.inTransaction(handle -> seals.key(handle, "ola")).orElseThrow();
        var place = new Place("contact", "ola", "personal", 1);

        assertThat(key.seal(place, "Ola")).isNotEqualTo(key.seal(place, "Ola"));
        assertThat(key.seal(place, "Ola")).hasSameSizeAs(key.seal(place, "Maximilian-Alexander"));
        assertThat(key.open(place, key.seal(place, "Åse 🙂"))).isEqualTo("Åse 🙂");
    }

    @Test
    void anOrganisationsKeyIsReplacedWhilePeopleRead() throws Exception {
        var before = wrapped("ola");
        var stop = new AtomicBoolean();
        var failures = new java.util.concurrent.ConcurrentLinkedQueue<String>();
        var reader =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    while (!stop.get()) {
                                        try {
                                            if (!name("ola").equals("Ola Nordmann")) {
                                                failures.add("read something else");
                                            }
                                        } catch (RuntimeException e) {
                                            failures.add(e.toString());
                                        }
                                    }
                                });
        var rotation = new KeyRotation(database, seals);
        for (int i = 0; i < 3; i++) {
            assertThat(rotation.renew("here")).isEqualTo(peopleWithKeys());
            assertThat(rotation.renewMaster()).isTrue();
        }
        stop.set(true);
        reader.join();

        assertThat(failures).isEmpty();
        assertThat(wrapped("ola")).isNotEqualTo(before);
    }

    @Test
    void whatWasWrappedBeforeIsReadAfterARestart() {
        var rotation = new KeyRotation(database, seals);
        rotation.renew("here");
        rotation.renewMaster();
        Seals.on(database, MasterKey.inFile(data.resolve("master.key")));

        assertThat(name("ola")).isEqualTo("Ola Nordmann");
    }

    @Test
    void anotherNodeReadsTheNewMasterKeyByItself() {
        var otherNode = Seals.on(database, MasterKey.inFile(data.resolve("master.key")));
        new KeyRotation(database, seals).renewMaster();
        new KeyRotation(database, seals).renewMaster();

        assertThat(database.inTransaction(handle -> otherNode.key(handle, "ola")).isPresent())
                .isTrue();
    }

    @Test
    void withAnotherMasterKeyNothingOpens() {
        Seals.on(database, MasterKey.of(new byte[32]));

        assertThatThrownBy(() -> name("ola")).isInstanceOf(SealException.class);
    }

    @Test
    void theMasterKeyIsForItsOwnerAlone() throws Exception {
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(data.resolve("master.key"))))
                .isEqualTo("rw-------");
    }

    private long peopleWithKeys() {
        return database.inTransaction(
                handle ->
                        handle.createQuery("select count(*) from person_key")
                                .mapTo(Long.class)
                                .one());
    }

    private String wrapped(String owner) {
        return database.inTransaction(
                handle ->
                        handle.createQuery("select wrapped from person_key where owner = :owner")
                                .bind("owner", owner)
                                .mapTo(String.class)
                                .one());
    }

    private String name(String contact) {
        return database.inTransaction(handle -> find(handle, contact).name().orElse("-"));
    }

    private static Contact find(org.jdbi.v3.core.Handle handle, String contact) {
        return ContactStore.find(handle, HERE, new ContactId(contact)).orElseThrow();
    }

    private record NewContact(Contact contact) {
        void insertWith(org.jdbi.v3.core.Handle handle) {
            ContactStore.insert(handle, contact);
        }
    }

    private static NewContact contact(String id, String name) {
        return new NewContact(
                Contact.of(new ContactId(id), HERE, INGRID, name)
                        .bornOn(LocalDate.of(1984, 5, 17))
                        .withPhone("555 01"));
    }
}
