package com.exorlive.meeting.core.meeting;

import com.exorlive.meeting.core.database.Times;
import com.exorlive.meeting.core.signin.Authentication;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What can be said of a meeting afterwards: how each had signed in when core vouched for them, and
/// whether they compared the code. The tables `meeting_identity` and `meeting_comparison`.
public final class MeetingProofs {
    private MeetingProofs() {}

    /// What the two said about the code.
    public enum Comparison {
        NO("no"),
        SAME("same"),
        DIFFERENT("different");

        private final String wireName;

        Comparison(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }

    /// The last assertion counts: it is the one that the other browser saw.
    static void identified(Handle handle, MeetingId meeting, Seat seat, Authentication how) {
        handle.createUpdate("delete from meeting_identity where meeting_id = :id and seat = :seat")
                .bind("id", meeting.value())
                .bind("seat", seat.wireName())
                .execute();
        handle.createUpdate(
                        "insert into meeting_identity (meeting_id, seat, methods, signed_in_at,"
                                + " provider, level) values (:id, :seat, :methods, :at,"
                                + " :provider, :level)")
                .bind("id", meeting.value())
                .bind("seat", seat.wireName())
                .bind("methods", how.methodsColumn())
                .bind("provider", how.provider())
                .bind("level", how.level())
                .bind("at", Times.write(how.at()))
                .execute();
    }

    /// How whoever sat there had signed in; empty if core never vouched for them.
    public static Optional<Authentication> identity(Handle handle, MeetingId meeting, Seat seat) {
        return handle.createQuery(
                        "select methods, signed_in_at, provider, level from meeting_identity"
                                + " where meeting_id = :id and seat = :seat")
                .bind("id", meeting.value())
                .bind("seat", seat.wireName())
                .map((row, _) -> Authentication.read(row))
                .findOne();
    }

    /// @return whether this seat says something new
    static boolean compared(Handle handle, MeetingId meeting, Seat seat, boolean same, Instant at) {
        var known =
                handle.createQuery(
                                "select is_same from meeting_comparison"
                                        + " where meeting_id = :id and seat = :seat")
                        .bind("id", meeting.value())
                        .bind("seat", seat.wireName())
                        .mapTo(Boolean.class)
                        .findOne();
        // Once different stays different: it is the answer that must not get lost.
        if (known.isPresent() && (known.get() == same || !known.get())) {
            return false;
        }
        handle.createUpdate(
                        "delete from meeting_comparison where meeting_id = :id and seat = :seat")
                .bind("id", meeting.value())
                .bind("seat", seat.wireName())
                .execute();
        handle.createUpdate(
                        "insert into meeting_comparison (meeting_id, seat, is_same, compared_at)"
                                + " values (:id, :seat, :same, :at)")
                .bind("id", meeting.value())
                .bind("seat", seat.wireName())
                .bind("same", same)
                .bind("at", Times.write(at))
                .execute();
        return true;
    }

    public static Comparison comparison(Handle handle, MeetingId meeting) {
        var said =
                handle.createQuery("select is_same from meeting_comparison where meeting_id = :id")
                        .bind("id", meeting.value())
                        .mapTo(Boolean.class)
                        .list();
        if (said.isEmpty()) {
            return Comparison.NO;
        }
        return said.contains(false) ? Comparison.DIFFERENT : Comparison.SAME;
    }

    public static boolean wasCompared(Handle handle, MeetingId meeting) {
        return comparison(handle, meeting) != Comparison.NO;
    }
}
