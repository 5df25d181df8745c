package com.exorlive.meeting.core.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exorlive.meeting.core.CoreSettings.DatabaseAddress;
import com.exorlive.meeting.core.MasterKeyRotation;
import com.exorlive.meeting.core.backup.MasterKeysOf;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.database.OnBothDatabases;
import com.exorlive.meeting.core.database.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// S-75: the master key is replaced while everybody works, wherever that is interrupted, and it is
/// known which key an older database needs.
@OnBothDatabases
final class S75MasterKeyTest {
    private static final Place PLACE = new Place("t", "r", "c", 1);

    @TempDir Path folder;
    private DatabaseAddress address;
    private Database database;
    private Path file;
    private Seals service;
    private String sealed = "";

    @BeforeEach
    void start() {
        address = TestDatabase.fresh();
        database = Database.open(address.url(), address.user(), address.password());
        file = folder.resolve("master.key");
        service = Seals.on(database, MasterKey.inFile(file));
        database.run(
                handle -> {
                    handle.execute(
                            "insert into organisation (id, name, time_zone, video, demo)"
                                    + " values ('here', 'Here', 'UTC', true, false)");
                    sealed = service.newKey(handle, "here", "ola").seal(PLACE, "Ola");
                });
    }

    @AfterEach
    void stop() {
        database.close();
    }

    private MasterKeyRotation.Done rotate() {
        return MasterKeyRotation.run(address, file);
    }

    /// As another process finds it, with the file as it is now.
    private String opened() {
        var seals = Seals.on(database, MasterKey.inFile(file));
        return database.inTransaction(
                handle -> seals.key(handle, "ola").orElseThrow().open(PLACE, sealed));
    }

    @Test
    void theKeyBeforeIsKeptUnderItsNumber() {
        var before = MasterKey.idsIn(file);

        var done = rotate();

        assertThat(before).containsExactly(done.before());
        assertThat(MasterKey.idsIn(file)).containsExactly(done.now(), done.before());
        assertThat(done.kept()).hasFileName("master.key." + done.before());
        assertThat(MasterKey.idsIn(done.kept())).containsExactly(done.before());
        assertThat(MasterKeysOf.database(address)).containsExactly(done.now());
        assertThat(opened()).isEqualTo("Ola");
    }

    @Test
    void aProcessThatRunsGoesOnReadingAndWriting() {
        rotate();
        rotate();
        rotate();
        var open =
                database.inTransaction(
                        handle -> service.key(handle, "ola").orElseThrow().open(PLACE, sealed));
        assertThat(open).isEqualTo("Ola");

        // It wraps what is new under the key of now, not under the one it began with.
        var stale = Seals.on(database, MasterKey.inFile(file));
        rotate();
        rotate();
        new KeyRotation(database, stale).renew("here");
        rotate();
        rotate();
        assertThat(opened()).isEqualTo("Ola");
    }

    @Test
    void stoppedBetweenTheFileAndTheRingsNothingIsLost() {
        var before = MasterKey.idsIn(file).getFirst();
        assertThat(MasterKey.inFile(file).renew()).isTrue();
        assertThat(MasterKeysOf.database(address)).containsExactly(before);
        assertThat(opened()).isEqualTo("Ola");

        rotate();
        rotate();

        assertThat(opened()).isEqualTo("Ola");
        assertThat(MasterKey.idsIn(file)).doesNotContain(before);
    }

    @Test
    void onlyOneReplacesItAtATime() {
        var said =
                MasterKey.inFile(file)
                        .alone(
                                () -> {
                                    assertThatThrownBy(this::rotate)
                                            .hasMessageContaining("another process");
                                    return "held";
                                });
        assertThat(said).isEqualTo("held");
        assertThat(rotate().before()).isNotEmpty();
    }

    @Test
    void anOlderFileSaysWhichKeyIsMissing() throws Exception {
        var old = Files.copy(file, folder.resolve("old.key"));
        var needed = rotate().now();
        Files.copy(old, file, StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(this::opened)
                .isInstanceOf(SealException.class)
                .hasMessageContaining("needs the master key " + needed)
                .hasMessageContaining("exorlive.secrets.master-key-file");
    }
}
