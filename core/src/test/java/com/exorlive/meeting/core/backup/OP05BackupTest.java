package com.exorlive.meeting.core.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exorlive.meeting.core.CoreSettings.DatabaseAddress;
import com.exorlive.meeting.core.audit.AuditLine;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.database.OnBothDatabases;
import com.exorlive.meeting.core.database.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// OP-05: a backup is whole and closed to others, or it is none; and a database comes back from it.
@OnBothDatabases
final class OP05BackupTest {
    private static final BackupKey KEY = new BackupKey("of-this-test-alone-and-of-nobody-else");
    private static final Instant NIGHT = Instant.parse("2026-11-22T00:00:00Z");
    private static final Duration YEAR = Duration.ofDays(365);
    private static final String NAME = "Ærlig Østby, \"fysio\" \\ 'x'\n😀";

    @TempDir Path folder;
    private DatabaseAddress address;
    private Database database;

    @BeforeEach
    void fill() {
        address = TestDatabase.fresh();
        database = TestDatabase.open(address);
        database.run(
                handle -> {
                    handle.createUpdate(
                                    "insert into organisation (id, name, time_zone, video, demo)"
                                            + " values ('o', :name, 'UTC', true, false)")
                            .bind("name", NAME)
                            .execute();
                    for (var bucket = 0; bucket < 500; bucket++) {
                        handle.execute(
                                "insert into login_slowdown values (?, 3,"
                                        + " timestamp with time zone '2026-11-21 12:00:00.123456+01')",
                                bucket);
                    }
                });
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void everyRowIsThereAgain() {
        var made = backups(address).make(NIGHT);
        var target = TestDatabase.empty(folder);
        var restored = backups(target).restore(made.file(), false, NIGHT);

        assertThat(restored.before()).isEmpty();
        assertThat(restored.head().created()).isEqualTo(NIGHT);
        assertThat(contentOf(target)).isEqualTo(TestDatabase.everything(database)).contains(NAME);
    }

    @Test
    void numbersGoOnWhereTheyWere() {
        database.run(OP05BackupTest::writeAuditLine);
        var target = TestDatabase.empty(folder);
        backups(target).restore(backups(address).make(NIGHT).file(), false, NIGHT);

        try (var restored = TestDatabase.open(target)) {
            restored.run(OP05BackupTest::writeAuditLine);
            assertThat(sum(restored, "select count(distinct id) from audit_pending")).isEqualTo(2);
        }
    }

    private static void writeAuditLine(org.jdbi.v3.core.Handle handle) {
        new AuditLog(() -> NIGHT, "test").write(handle, new AuditLine("sign-in", "x", "x", "ok"));
    }

    @Test
    void itShowsOneMomentThoughPeopleGoOnWriting() throws Exception {
        var goesOn = new AtomicBoolean(true);
        var writer =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    for (var i = 0; goesOn.get(); i++) {
                                        move(i % 250, 499 - i % 250);
                                    }
                                });
        Backups.Made made;
        try {
            made = backups(address).make(NIGHT);
        } finally {
            goesOn.set(false);
            writer.join();
        }

        var target = TestDatabase.empty(folder);
        backups(target).restore(made.file(), false, NIGHT);
        try (var restored = TestDatabase.open(target)) {
            assertThat(sum(restored, "select sum(failures) from login_slowdown")).isEqualTo(1500);
        }
    }

    private void move(int from, int to) {
        database.run(
                handle -> {
                    handle.execute(
                            "update login_slowdown set failures = failures - 1 where bucket = ?",
                            from);
                    handle.execute(
                            "update login_slowdown set failures = failures + 1 where bucket = ?",
                            to);
                });
    }

    @Test
    void nobodyReadsItWithoutTheKey() throws Exception {
        var file = backups(address).make(NIGHT).file();
        var clear = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);

        assertThat(clear)
                .startsWith("exorlive-backup 1\nkind ")
                .doesNotContain("login_slowdown", "LOGIN_SLOWDOWN", "fysio", KEY.secret());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        var other = new BackupKey("another-key-that-is-long-enough-too");
        assertThatThrownBy(() -> backups(address, other).check(file))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("another key");
    }

    @Test
    void changedAnywhereItIsRefused() throws Exception {
        var file = backups(address).make(NIGHT).file();
        var bytes = Files.readAllBytes(file);
        var step = Math.max(1, bytes.length / 40);
        for (var at = 0; at < bytes.length; at += step) {
            var changed = bytes.clone();
            changed[at] ^= 1;
            assertRefused(changed, "changed at " + at);
        }
    }

    @Test
    void cutShortOrLengthenedItIsRefused() throws Exception {
        var bytes = Files.readAllBytes(backups(address).make(NIGHT).file());
        for (var length : new int[] {0, 5, 60, bytes.length / 2, bytes.length - 1}) {
            assertRefused(Arrays.copyOf(bytes, length), "cut to " + length);
        }
        assertRefused(Arrays.copyOf(bytes, bytes.length + 1), "lengthened");
    }

    private void assertRefused(byte[] content, String how) throws IOException {
        var before = TestDatabase.everything(database);
        var file = Files.write(folder.resolve("bad.backup"), content);
        assertThatThrownBy(() -> backups(address).restore(file, true, NIGHT))
                .as(how)
                .isInstanceOf(BackupException.class);
        assertThat(TestDatabase.everything(database)).as(how).isEqualTo(before);
    }

    @Test
    void whatIsThereGoesOnlyWhenToldAndIsKeptBeside() {
        var file = backups(address).make(NIGHT).file();
        var target = TestDatabase.empty(folder);
        backups(target).restore(file, false, NIGHT);
        try (var written = TestDatabase.open(target)) {
            written.run(handle -> handle.execute("delete from login_slowdown"));
        }

        assertThatThrownBy(() -> backups(target).restore(file, false, NIGHT))
                .hasMessageContaining("--overwrite");
        assertThat(contentOf(target)).isNotEqualTo(TestDatabase.everything(database));

        var restored = backups(target).restore(file, true, NIGHT.plusSeconds(1));
        assertThat(restored.before()).contains("20261122");
        assertThat(contentOf(target)).isEqualTo(TestDatabase.everything(database));
    }

    @Test
    void aDatabaseInUseIsNotReplaced() {
        var file = backups(address).make(NIGHT).file();
        var target = TestDatabase.empty(folder);
        backups(target).restore(file, false, NIGHT);
        try (var open = TestDatabase.open(target)) {
            assertThat(open.answers()).isTrue();
            assertThatThrownBy(() -> backups(target).restore(file, true, NIGHT))
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void oldOnesGoAndTheNewestSevenStay() throws Exception {
        var kept = new BackupFolder(folder);
        for (var days = 0; days < 400; days += 40) {
            Files.writeString(kept.fileOf(NIGHT.minus(Duration.ofDays(days + 340))), "x");
        }
        Files.writeString(folder.resolve("exorlive-20200101T000000Z.part"), "x");
        Files.writeString(folder.resolve("mine.txt"), "x");

        assertThat(backups(address).make(NIGHT).pruned()).isEqualTo(4);
        assertThat(kept.all()).hasSize(BackupFolder.ALWAYS_KEPT);
        assertThat(kept.newest()).hasValue(NIGHT);
        assertThat(folder.resolve("mine.txt")).exists();
        assertThat(folder.resolve("exorlive-20200101T000000Z.part")).doesNotExist();
    }

    @Test
    void aBackupThatFailsLeavesNothingBehindAndTheOldOnesAlone() throws Exception {
        backups(address).make(NIGHT);
        var gone =
                switch (TestDatabase.kind()) {
                    case H2 -> "jdbc:h2:file:" + folder.resolve("none") + ";IFEXISTS=TRUE";
                    case POSTGRESQL -> address.url().replaceFirst("/[^/]*$", "/none");
                };
        var broken = backups(new DatabaseAddress(gone, address.user(), address.password()));

        assertThatThrownBy(() -> broken.make(NIGHT.plus(YEAR)))
                .isInstanceOf(BackupException.class)
                .hasMessageNotContaining("password");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    private Backups backups(DatabaseAddress database) {
        return backups(database, KEY);
    }

    private Backups backups(DatabaseAddress database, BackupKey key) {
        var login = new DatabaseLogin(database.url(), database.user(), database.password());
        return new Backups(login, Optional.empty(), folder, key, YEAR);
    }

    private static String contentOf(DatabaseAddress address) {
        try (var restored = TestDatabase.open(address)) {
            return TestDatabase.everything(restored);
        }
    }

    private static long sum(Database database, String query) {
        return database.inTransaction(handle -> handle.createQuery(query).mapTo(Long.class).one());
    }
}
