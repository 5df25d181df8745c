package com.exorlive.meeting.core.news;

import com.exorlive.meeting.core.database.Database;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// What one process knows to be new, told to the other processes on the same database, so that
/// pages hear of it whichever of them they listen to. Hints alone: whatever is lost on the way,
/// pages find when they next ask. Thread-safe.
///
/// It goes by way of PostgreSQL (LISTEN and NOTIFY), because that is what the processes share in
/// any case; an H2 database has one process. What is told is sealed, and so the database's log and
/// its administrator see nothing of it.
public final class NewsWire implements AutoCloseable {
    private final Map<String, Receiver> receivers = new ConcurrentHashMap<>();
    private final Optional<PostgresNews> others;

    /// Who takes what other processes tell. Called on the wire's own thread: it must not wait.
    public interface Receiver {
        void onNews(String news);

        /// Something may have been told that did not come.
        void onMissed();
    }

    private NewsWire(Function<NewsWire, Optional<PostgresNews>> way) {
        others = way.apply(this);
    }

    /// To nobody.
    public static NewsWire toNobody() {
        return new NewsWire(_ -> Optional.empty());
    }

    /// To all processes on this database, if it can have several.
    ///
    /// @param key of 32 bytes, which they all have
    public static NewsWire on(Database database, byte[] key) {
        if (!database.isShared()) {
            return toNobody();
        }
        var sealing = new SealedNews(key);
        return new NewsWire(
                it -> Optional.of(new PostgresNews(database, sealing, it::receive, it::missed)));
    }

    /// @param topic a word, the same in all processes
    public void receive(String topic, Receiver receiver) {
        receivers.put(topic, receiver);
    }

    /// Tells the others, soon. After the transaction that it tells of, and never waits.
    public void send(String topic, String news) {
        others.ifPresent(it -> it.send(topic + " " + news));
    }

    private void receive(String line) {
        int end = line.indexOf(' ');
        var receiver = end < 0 ? null : receivers.get(line.substring(0, end));
        // A process of another version may tell what this one does not know.
        if (receiver != null) {
            receiver.onNews(line.substring(end + 1));
        }
    }

    private void missed() {
        receivers.values().forEach(Receiver::onMissed);
    }

    @Override
    public void close() {
        others.ifPresent(PostgresNews::close);
    }
}
