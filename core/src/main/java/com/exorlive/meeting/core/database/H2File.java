package com.exorlive.meeting.core.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;

/// How H2 is kept in its file. Confined to the thread of core's housekeeping.
///
/// H2 knows two ways. In one a thread of its own writes a moment after the commit and tidies up
/// meanwhile; killed in the middle of that, it has been seen to leave a file that it can't open
/// any more, or one of long ago (versions 2.4 and 2.5, within some tens of kills). In the other,
/// ours, a commit returns when its changes are in the file, nothing else writes, and no thread
/// wakes up for it. Then nobody tidies up: what is mostly outdated would lie in the file for ever.
final class H2File {
    /// Part of each address: written at each commit. Besides: no file of what failed, with the
    /// values in it, beside the database; and not closed by H2 itself when the process is told to
    /// stop, while we still write to it.
    static final String OPTIONS = ";TRACE_LEVEL_FILE=0;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0";

    /// Less of the file than this is still of use: then the rest of it is written anew. Less makes
    /// a larger file, more makes more to write.
    private static final int FILL_PERCENT = 60;

    /// At a time: commits wait as long as that takes.
    private static final int BYTES = 1 << 20;

    /// What one tidying writes at most. It must keep up with what a minute of work leaves behind.
    private static final int ROUNDS = 64;

    private long written;

    /// Writes anew what mostly outdated parts of the file still hold, so that their place is free
    /// for others. Does nothing if nothing was written since the last time.
    ///
    /// @return whether anything was written anew
    boolean tidy(Connection connection) throws SQLException {
        var store = store(connection);
        if (store.getFileStore().getWriteCount() == written) {
            return false;
        }
        int rounds = 0;
        while (rounds < ROUNDS && store.compact(FILL_PERCENT, BYTES)) {
            store.commit();
            rounds++;
        }
        written = store.getFileStore().getWriteCount();
        return rounds > 0;
    }

    private static MVStore store(Connection connection) throws SQLException {
        var session = connection.unwrap(JdbcConnection.class).getSession();
        if (session instanceof SessionLocal local) {
            return local.getDatabase().getStore().getMvStore();
        }
        throw new SQLException("H2 does not run in this process");
    }
}
