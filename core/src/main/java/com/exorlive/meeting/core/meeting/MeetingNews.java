package com.exorlive.meeting.core.meeting;

import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.database.DatabaseException;
import com.exorlive.meeting.core.news.NewsWire;
import com.exorlive.meeting.core.person.Subject;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who wants to hear at once that something about their meetings is new: somebody waits, an
/// invitation came or changed, the host is with somebody else. Tells that, and never what: the page
/// asks for what it shows, by the rules of whoever answers. Thread-safe.
public final class MeetingNews {
    private static final Logger LOG = LoggerFactory.getLogger(MeetingNews.class);

    /// Pages of one person that listen at once. More lets one person hold more connections.
    private static final int MAX_PER_PERSON = 8;

    private static final String TOPIC = "meeting";

    private final Database database;
    private final InstantSource clock;
    private final Map<Subject, Set<MeetingNewsListener>> listeners = new ConcurrentHashMap<>();

    private final NewsWire wire;

    /// @param wire to the pages that listen to other processes
    public MeetingNews(Database database, NewsWire wire, InstantSource clock) {
        this.database = database;
        this.wire = wire;
        this.clock = clock;
        wire.receive(
                TOPIC,
                new NewsWire.Receiver() {
                    @Override
                    public void onNews(String news) {
                        MeetingId.parse(news).ifPresent(MeetingNews.this::tellHere);
                    }

                    @Override
                    public void onMissed() {
                        listeners.values().forEach(MeetingNews::tellAll);
                    }
                });
    }

    /// Lets somebody listen.
    ///
    /// @return whether there was room
    synchronized boolean add(MeetingNewsListener listener) {
        var all = listeners.computeIfAbsent(listener.subject(), _ -> ConcurrentHashMap.newKeySet());
        return all.size() < MAX_PER_PERSON && all.add(listener);
    }

    synchronized void remove(MeetingNewsListener listener) {
        listeners.computeIfPresent(
                listener.subject(),
                (_, all) -> {
                    all.remove(listener);
                    return all.isEmpty() ? null : all;
                });
    }

    /// Something about this meeting is new. Call it after the transaction that made it so, because
    /// whoever is told asks at once. What can't be told now, pages find when they next ask.
    void changed(MeetingId id) {
        tellHere(id);
        wire.send(TOPIC, id.value());
    }

    private void tellHere(MeetingId id) {
        if (listeners.isEmpty()) {
            return;
        }
        try {
            database.inTransaction(handle -> concerned(handle, id)).forEach(this::tell);
        } catch (DatabaseException e) {
            LOG.atDebug().setCause(e).log("Nobody could be told that a meeting changed");
        }
    }

    /// The two of it, and whoever else the host has invited: for them the host is busy, or is not
    /// any more.
    private Set<Subject> concerned(Handle handle, MeetingId id) {
        var subjects = new HashSet<Subject>();
        MeetingStore.find(handle, id)
                .ifPresent(
                        meeting -> {
                            subjects.add(meeting.host());
                            subjects.add(meeting.invitee());
                            subjects.addAll(
                                    MeetingStore.invitedBy(
                                            handle, meeting.host(), clock.instant()));
                        });
        return subjects;
    }

    private void tell(Subject subject) {
        tellAll(listeners.getOrDefault(subject, Set.of()));
    }

    private static void tellAll(Set<MeetingNewsListener> all) {
        all.forEach(MeetingNewsListener::tell);
    }

    /// Ends all: the service stops.
    public void close() {
        listeners.values().forEach(all -> all.forEach(MeetingNewsListener::end));
    }
}
