package com.exorlive.meeting.core.news;

import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.database.DatabaseException;
import com.exorlive.meeting.core.database.RandomIds;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One channel of PostgreSQL. One thread sends, many lines in a transaction; another listens, on a
/// connection of its own, and comes again when it is lost. Thread-safe.
final class PostgresNews implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresNews.class);
    private static final String CHANNEL = "exorlive_news";

    /// Lines that wait to be sent. What comes when so many wait is not told: the database is away.
    private static final int MAX_WAITING = 1_024;

    /// Of one transaction. NOTIFY lets one transaction commit at a time.
    private static final int MAX_AT_ONCE = 64;

    /// PostgreSQL takes less than 8,000 bytes at a time.
    private static final int MAX_SEALED = 7_900;

    /// How often a silent connection is asked whether it is there.
    private static final int LOOK_MILLIS = 10_000;

    private static final int VALID_SECONDS = 5;
    private static final long REST_MILLIS = 2_000;

    private final Database database;
    private final SealedNews sealing;
    private final Consumer<String> receiver;
    private final Runnable missed;

    /// Which lines are this process's own, and known here already.
    private final String self = RandomIds.secret();

    private final BlockingQueue<String> outgoing = new LinkedBlockingQueue<>(MAX_WAITING);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread sender;
    private volatile @Nullable Connection listening;

    PostgresNews(
            Database database, SealedNews sealing, Consumer<String> receiver, Runnable missed) {
        this.database = database;
        this.sealing = sealing;
        this.receiver = receiver;
        this.missed = missed;
        // Before anything can be told: whoever listens from now on hears of all that comes.
        listening = connect();
        sender = Thread.ofVirtual().name("core-news-sender").start(this::sendAll);
        Thread.ofPlatform().daemon().name("core-news").start(this::listenAlways);
    }

    void send(String line) {
        if (!outgoing.offer(line)) {
            LOG.atDebug().log("News is not told to other processes: too much of it waits");
        }
    }

    private void sendAll() {
        var lines = new ArrayList<String>();
        try {
            while (!isClosed()) {
                lines.add(outgoing.take());
                outgoing.drainTo(lines, MAX_AT_ONCE - 1);
                send(new LinkedHashSet<>(lines));
                lines.clear();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Set<String> lines) {
        try {
            database.run(
                    handle -> {
                        for (var line : lines) {
                            var sealed = sealing.seal(self + " " + line);
                            if (sealed.length() <= MAX_SEALED) {
                                handle.execute("select pg_notify(?, ?)", CHANNEL, sealed);
                            }
                        }
                    });
        } catch (DatabaseException e) {
            LOG.atDebug().setCause(e).log("News could not be told to other processes");
        }
    }

    private void listenAlways() {
        while (!isClosed()) {
            var connection = listening;
            if (connection != null) {
                listenUntilLost(connection);
            }
            rest();
            if (!isClosed()) {
                listening = connect();
                missed.run();
            }
        }
        abort();
    }

    /// @return null while the database is away
    private @Nullable Connection connect() {
        try {
            var connection = database.connection();
            try (var statement = connection.createStatement()) {
                statement.execute("listen " + CHANNEL);
                return connection;
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException _) {
            // The driver's words may quote values; that it is away is told by readiness.
            LOG.atDebug().log("News of other processes does not come until the database is back");
            return null;
        }
    }

    private void listenUntilLost(Connection connection) {
        try (connection) {
            var channel = connection.unwrap(PGConnection.class);
            boolean isThere = true;
            while (isThere && !isClosed()) {
                var all = channel.getNotifications(LOOK_MILLIS);
                if (all == null || all.length == 0) {
                    isThere = connection.isValid(VALID_SECONDS);
                    continue;
                }
                for (var one : all) {
                    receive(one.getParameter());
                }
            }
        } catch (SQLException _) {
            LOG.atDebug().log("The connection for news of other processes was lost");
        }
    }

    private void receive(String sealed) {
        sealing.open(sealed)
                .filter(line -> !line.startsWith(self + " "))
                .ifPresent(line -> receiver.accept(line.substring(line.indexOf(' ') + 1)));
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void rest() {
        try {
            var _ = closed.await(REST_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        sender.interrupt();
        abort();
    }

    /// Not `close`, which would wait for the one that listens.
    private void abort() {
        var connection = listening;
        if (connection != null) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException _) {
                LOG.atDebug().log("The connection for news was gone already");
            }
        }
    }
}
