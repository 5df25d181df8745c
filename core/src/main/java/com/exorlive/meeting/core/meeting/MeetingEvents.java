package com.exorlive.meeting.core.meeting;

import com.exorlive.meeting.core.audit.AuditLine;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.database.DatabaseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Takes down what signaling reports about a meeting. Each report counts once, whatever the order
/// and however often it is sent. Thread-safe: a report holds the meeting's row.
public final class MeetingEvents {
    /// The life of a meeting's id, and a day for clocks that differ.
    private static final Duration REPEATED_FOR = Duration.ofDays(2);

    private final Database database;
    private final AuditLog audit;
    private final MeetingNews news;
    private final InstantSource clock;

    public MeetingEvents(Database database, AuditLog audit, MeetingNews news, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.news = news;
        this.clock = clock;
    }

    /// What happened. An event without the seat it needs can't be written down.
    sealed interface Event {
        record Waiting(Seat seat) implements Event {}

        record Joined(Seat seat) implements Event {}

        record Left(Seat seat) implements Event {}

        record Started() implements Event {}

        /// @param by a seat's wire name or `server`
        record Ended(String by, String reason) implements Event {}

        record Refused() implements Event {}
    }

    /// One report.
    ///
    /// @param id given by signaling; the same when a report is sent again
    record Report(MeetingId meeting, String id, Event event, Instant at) {}

    /// Nobody is in any meeting: said by whoever started signaling together with core, because what
    /// died without a word never reported that people left.
    public void forgetPresence() {
        database.run(handle -> MeetingStore.forgetPresence(handle, clock.instant()));
    }

    /// @return whether there is such a meeting
    boolean report(Report report) {
        var isKnown = take(report);
        if (isKnown && !(report.event() instanceof Event.Refused)) {
            news.changed(report.meeting());
        }
        return isKnown;
    }

    private boolean take(Report report) {
        try {
            return database.inTransaction(handle -> report(handle, report));
        } catch (DatabaseException e) {
            if (e.isDuplicate()) {
                return true;
            }
            throw e;
        }
    }

    /// Throws away what is not reported again: signaling gives up when the meeting's id has
    /// lapsed. Call now and then.
    public void purge() {
        database.run(
                handle -> MeetingStore.forgetEvents(handle, clock.instant().minus(REPEATED_FOR)));
    }

    private boolean report(Handle handle, Report report) {
        var meeting = MeetingStore.lock(handle, report.meeting());
        if (meeting.isEmpty()) {
            return false;
        }
        var word = word(report.event());
        if (MeetingStore.remember(handle, report.meeting(), report.id(), word, report.at())) {
            apply(handle, report);
            var actor =
                    seat(report.event())
                            .map(seat -> meeting.get().subjectAt(seat).value())
                            .orElse(AuditLine.NOBODY);
            var outcome = report.event() instanceof Event.Refused ? "refused" : "ok";
            audit.write(
                    handle,
                    new AuditLine("meeting-" + word, actor, report.meeting().value(), outcome)
                            .about(meeting.get().contact().value())
                            .at(meeting.get().organisation().value(), AuditLine.NOBODY),
                    report.at());
        }
        return true;
    }

    private static void apply(Handle handle, Report report) {
        var id = report.meeting();
        var at = report.at();
        switch (report.event()) {
            case Event.Waiting(var seat) -> {
                // Nobody is with them: whoever was there when their room's node died is not.
                MeetingStore.presence(handle, id, seat, true, at);
                MeetingStore.presence(handle, id, seat.other(), false, at);
            }
            case Event.Joined(var seat) -> MeetingStore.presence(handle, id, seat, true, at);
            case Event.Left(var seat) -> MeetingStore.presence(handle, id, seat, false, at);
            case Event.Started() -> MeetingStore.start(handle, id, at);
            case Event.Ended(var by, var reason) -> MeetingStore.end(handle, id, at, by, reason);
            case Event.Refused() -> {}
        }
    }

    private static String word(Event event) {
        return switch (event) {
            case Event.Waiting _ -> "waiting";
            case Event.Joined _ -> "joined";
            case Event.Left _ -> "left";
            case Event.Started _ -> "started";
            case Event.Ended _ -> "ended";
            case Event.Refused _ -> "refused";
        };
    }

    private static Optional<Seat> seat(Event event) {
        return switch (event) {
            case Event.Waiting(var seat) -> Optional.of(seat);
            case Event.Joined(var seat) -> Optional.of(seat);
            case Event.Left(var seat) -> Optional.of(seat);
            case Event.Ended(var by, _) -> Seat.of(by);
            case Event.Started _, Event.Refused _ -> Optional.empty();
        };
    }
}
