package com.exorlive.meeting.core.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;

/// How one kind of database is written out and read in.
sealed interface Dump permits H2Dump, PostgresDump {
    /// `h2` or `postgresql`.
    String kind();

    /// The newest migration the database holds.
    String schema();

    /// The master keys that open what is sealed in it, by their numbers.
    List<String> masterKeys();

    /// Writes the database as it stands at one moment.
    void writeTo(OutputStream out) throws IOException;

    /// Whether there is nothing that restoring would replace.
    boolean isEmpty();

    /// Puts the dump in place of what is there: all of it, or nothing changes.
    ///
    /// @return where what was there before is kept, in words, or empty if nothing was there
    String replaceBy(InputStream dump, Instant now) throws IOException;

    /// @throws BackupException if there is no way to back up such a database
    static Dump of(DatabaseLogin address) {
        if (address.url().startsWith("jdbc:h2:")) {
            return new H2Dump(address);
        }
        if (address.url().startsWith("jdbc:postgresql:")) {
            return new PostgresDump(address, PostgresTools.of(address));
        }
        throw new BackupException("Backups are for H2 and PostgreSQL.");
    }
}
