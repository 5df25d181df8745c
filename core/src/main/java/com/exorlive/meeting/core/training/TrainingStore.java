package com.exorlive.meeting.core.training;

import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.database.Times;
import com.exorlive.meeting.core.exercise.ExerciseNames;
import com.exorlive.meeting.core.training.TrainingSet.Amount;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The table `training_set`.
final class TrainingStore {
    /// More sets than anybody does in a year of daily training.
    private static final int MAX_READ = 20_000;

    private static final JsonMapper JSON = JsonMapper.shared();

    private TrainingStore() {}

    static void insert(Handle handle, ContactId contact, TrainingSet set, Instant now) {
        handle.createUpdate(
                        "insert into training_set (id, contact_id, program_id, entry_id,"
                                + " exercise_id, exercise_name, set_number, reps, hold_seconds,"
                                + " load_kg, sets_planned, done_at, logged_at, in_meeting, undone)"
                                + " values (:id, :contact, :program, :entry, :exercise, :name,"
                                + " :set, :reps, :hold, :load, :planned, :done, :now, :meeting,"
                                + " false)")
                .bind("id", set.id())
                .bind("contact", contact.value())
                .bind("program", set.program())
                .bind("entry", set.entry())
                .bind("exercise", set.exercise())
                .bind("name", JSON.writeValueAsString(set.name()))
                .bind("set", set.set())
                .bind("reps", set.amount().reps())
                .bind("hold", set.amount().holdSeconds())
                .bind("load", set.amount().loadKg())
                .bind("planned", set.setsPlanned())
                .bind("done", Times.write(set.doneAt()))
                .bind("now", Times.write(now))
                .bind("meeting", set.inMeeting())
                .execute();
    }

    /// Empty if it was taken back, or never was.
    static Optional<TrainingSet> find(Handle handle, ContactId contact, String id) {
        return handle.createQuery(
                        "select * from training_set where contact_id = :contact and id = :id"
                                + " and undone = false")
                .bind("contact", contact.value())
                .bind("id", id)
                .map((row, _) -> read(row))
                .findOne();
    }

    static boolean wasThere(Handle handle, ContactId contact, String id) {
        return handle.createQuery(
                                "select count(*) from training_set"
                                        + " where contact_id = :contact and id = :id")
                        .bind("contact", contact.value())
                        .bind("id", id)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    static void undo(Handle handle, ContactId contact, String id) {
        handle.createUpdate(
                        "update training_set set undone = true"
                                + " where contact_id = :contact and id = :id")
                .bind("contact", contact.value())
                .bind("id", id)
                .execute();
    }

    static int countSince(Handle handle, ContactId contact, Instant from) {
        return handle.createQuery(
                        "select count(*) from training_set"
                                + " where contact_id = :contact and logged_at >= :from")
                .bind("contact", contact.value())
                .bind("from", Times.write(from))
                .mapTo(Integer.class)
                .one();
    }

    /// The newest first.
    static List<TrainingSet> since(Handle handle, ContactId contact, Instant from) {
        return handle.createQuery(
                        "select * from training_set where contact_id = :contact"
                                + " and done_at >= :from and undone = false"
                                + " order by done_at desc, id limit :limit")
                .bind("contact", contact.value())
                .bind("from", Times.write(from))
                .bind("limit", MAX_READ)
                .map((row, _) -> read(row))
                .list();
    }

    private static TrainingSet read(ResultSet row) throws SQLException {
        @Nullable BigDecimal load = row.getBigDecimal("load_kg");
        return new TrainingSet(
                row.getString("id"),
                row.getString("program_id"),
                row.getString("entry_id"),
                row.getString("exercise_id"),
                JSON.readValue(row.getString("exercise_name"), ExerciseNames.class),
                row.getInt("set_number"),
                new Amount(
                        row.getObject("reps", Integer.class),
                        row.getObject("hold_seconds", Integer.class),
                        load == null ? null : load.doubleValue()),
                row.getObject("sets_planned", Integer.class),
                Times.read(row, "done_at"),
                row.getBoolean("in_meeting"));
    }
}
