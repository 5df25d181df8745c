package com.exorlive.meeting.core.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exorlive.meeting.core.TestClock;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.contact.Contact;
import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.contact.ContactStore;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.database.OnBothDatabases;
import com.exorlive.meeting.core.database.TestDatabase;
import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.person.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// S-74: a backup from before an erasure brings nobody back. The restored database is one in which
/// the erasure never happened, with the same ids.
@OnBothDatabases
final class S74RestoredBackupTest {
    private static final OrganisationId HERE = new OrganisationId("here");
    private static final ContactId OLA = new ContactId("ola");
    private static final ContactId KARI = new ContactId("kari");

    @TempDir Path folder;
    private final TestClock clock = new TestClock("2026-11-21T12:00:00Z");
    private Database before;
    private Database restored;
    private Path file;

    @BeforeEach
    void start() {
        file = folder.resolve("data").resolve("erased.log");
        before = filled();
        restored = filled();
    }

    @AfterEach
    void stop() {
        before.close();
        restored.close();
    }

    private static Database filled() {
        var database = TestDatabase.open();
        database.run(
                handle -> {
                    handle.execute(
                            "insert into organisation (id, name, time_zone, video, demo)"
                                    + " values ('here', 'Here', 'UTC', true, false)");
                    handle.execute(
                            "insert into unit (id, organisation_id, name, version)"
                                    + " values ('here', 'here', 'Here', 1)");
                    handle.execute(
                            "insert into person (subject, organisation_id, unit_id, name, title,"
                                    + " language) values ('ingrid', 'here', 'here', '', '', 'nb')");
                    for (var id : new ContactId[] {OLA, KARI}) {
                        ContactStore.insert(
                                handle, Contact.of(id, HERE, new Subject("ingrid"), "Some Body"));
                    }
                });
        return database;
    }

    private ErasureLedger ledger(Database database) {
        return new ErasureLedger(
                database, new AuditLog(clock, "test"), clock, ErasureFile.at(file));
    }

    private void erase(Database database, ContactId id) {
        database.run(handle -> erase(handle, id));
    }

    private void erase(Handle handle, ContactId id) {
        var contact = ContactStore.lock(handle, HERE, id).orElseThrow();
        Erasure.contact(handle, contact, clock.instant());
        ErasureStore.insert(handle, new Erased(Erased.Kind.CONTACT, id.value(), clock.instant()));
    }

    private static boolean isThere(Database database, ContactId id) {
        return database.inTransaction(handle -> ContactStore.find(handle, HERE, id)).isPresent();
    }

    @Test
    void whoWasErasedIsErasedAgainAtTheNextStart() {
        var ledger = ledger(before);
        ledger.replay();
        erase(before, OLA);
        ledger.keepUp();
        assertThat(isThere(restored, OLA)).isTrue();

        ledger(restored).replay();

        assertThat(isThere(restored, OLA)).isFalse();
        assertThat(isThere(restored, KARI)).isTrue();
        assertThat(TestDatabase.everything(restored)).contains("erasure-repeat");
        var lines = TestDatabase.everything(restored);
        ledger(restored).replay();
        assertThat(TestDatabase.everything(restored)).isEqualTo(lines);
    }

    @Test
    void anErasureThatDidNotHappenIsNotMadeUpFor() {
        var ledger = ledger(before);
        ledger.replay();
        assertThatThrownBy(
                        () ->
                                before.run(
                                        handle -> {
                                            erase(handle, KARI);
                                            throw new IllegalStateException("rolled back");
                                        }))
                .isInstanceOf(IllegalStateException.class);
        erase(before, OLA);
        // What was written down after the crash is written at the next start.
        ledger(before).replay();

        ledger(restored).replay();

        assertThat(isThere(restored, OLA)).isFalse();
        assertThat(isThere(restored, KARI)).isTrue();
    }

    @Test
    void theFileHoldsIdsAloneAndIsItsOwnersAlone() throws IOException {
        erase(before, OLA);
        ledger(before).replay();

        assertThat(Files.readString(file)).isEqualTo("\n2026-11-21T12:00:00Z contact ola\n");
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    }

    @Test
    void whatACrashLeftOfALineIsPassedOver() throws IOException {
        erase(before, OLA);
        ledger(before).replay();
        Files.writeString(file, "2026-11-21T12:00:00Z cont", StandardOpenOption.APPEND);
        erase(before, KARI);
        ledger(before).replay();

        ledger(restored).replay();

        assertThat(isThere(restored, OLA)).isFalse();
        assertThat(isThere(restored, KARI)).isFalse();
    }
}
