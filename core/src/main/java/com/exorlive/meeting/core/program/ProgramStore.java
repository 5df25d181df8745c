package com.exorlive.meeting.core.program;

import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.database.Times;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The tables `program` and `program_exercise`.
public final class ProgramStore {
    private static final int MAX_EXERCISES = 100;

    private ProgramStore() {}

    public static void insert(Handle handle, ContactId contact, Program program) {
        var signed = program.signed();
        handle.createUpdate(
                        "insert into program (id, contact_id, name, version, signed_by, signed_at)"
                                + " values (:id, :contact, :name, :version, :by, :at)")
                .bind("id", program.id())
                .bind("contact", contact.value())
                .bind("name", program.name())
                .bind("version", program.version())
                .bind("by", signed == null ? null : signed.by())
                .bind("at", signed == null ? null : Times.write(signed.at()))
                .execute();
        var place = 0;
        for (var exercise : program.exercises()) {
            insert(handle, program.id(), place++, exercise);
        }
    }

    private static void insert(
            Handle handle, String program, int place, Program.Exercise exercise) {
        handle.createUpdate(
                        "insert into program_exercise (id, program_id, place, drawing,"
                                + " name_nb, name_sv, name_da, name_fi, name_en,"
                                + " sets, reps, hold_seconds, rest_seconds, load_kg, per_side, remark)"
                                + " values (:id, :program, :place, :drawing,"
                                + " :nb, :sv, :da, :fi, :en,"
                                + " :sets, :reps, :hold, :rest, :load, :perSide, :remark)")
                .bind("id", exercise.id())
                .bind("program", program)
                .bind("place", place)
                .bind("drawing", exercise.drawing())
                .bind("nb", exercise.name().nb())
                .bind("sv", exercise.name().sv())
                .bind("da", exercise.name().da())
                .bind("fi", exercise.name().fi())
                .bind("en", exercise.name().en())
                .bind("sets", exercise.dose().sets())
                .bind("reps", exercise.dose().reps())
                .bind("hold", exercise.dose().holdSeconds())
                .bind("rest", exercise.dose().restSeconds())
                .bind("load", exercise.dose().loadKg())
                .bind("perSide", exercise.dose().perSide())
                .bind("remark", exercise.comment())
                .execute();
    }

    /// The contact's newest program.
    public static Optional<Program> newest(Handle handle, ContactId contact) {
        return handle.createQuery(
                        "select * from program where contact_id = :contact"
                                + " order by version desc, id limit 1")
                .bind("contact", contact.value())
                .map((row, _) -> read(handle, row))
                .findOne();
    }

    /// The names of the programs of many contacts in one question.
    public static Map<ContactId, String> names(Handle handle, List<ContactId> contacts) {
        if (contacts.isEmpty()) {
            return Map.of();
        }
        return handle.createQuery(
                        "select contact_id, name from program where contact_id in (<contacts>)"
                                + " order by version, id")
                .bindList("contacts", contacts.stream().map(ContactId::value).toList())
                .map(
                        (row, _) ->
                                Map.entry(
                                        new ContactId(row.getString("contact_id")),
                                        row.getString("name")))
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey, Map.Entry::getValue, (_, newer) -> newer));
    }

    private static Program read(Handle handle, ResultSet row) throws SQLException {
        @Nullable String signedBy = row.getString("signed_by");
        var signature =
                Times.readOptional(row, "signed_at")
                        .map(at -> new Program.Signature(signedBy == null ? "" : signedBy, at));
        var id = row.getString("id");
        return new Program(
                id,
                row.getString("name"),
                row.getInt("version"),
                signature.orElse(null),
                exercises(handle, id));
    }

    private static List<Program.Exercise> exercises(Handle handle, String program) {
        return handle.createQuery(
                        "select * from program_exercise where program_id = :program"
                                + " order by place limit :limit")
                .bind("program", program)
                .bind("limit", MAX_EXERCISES)
                .map((row, _) -> readExercise(row))
                .list();
    }

    private static Program.Exercise readExercise(ResultSet row) throws SQLException {
        @Nullable BigDecimal load = row.getBigDecimal("load_kg");
        return new Program.Exercise(
                row.getString("id"),
                new Program.Names(
                        row.getString("name_nb"),
                        row.getString("name_sv"),
                        row.getString("name_da"),
                        row.getString("name_fi"),
                        row.getString("name_en")),
                row.getString("drawing"),
                new Program.Dose(
                        row.getObject("sets", Integer.class),
                        row.getObject("reps", Integer.class),
                        row.getObject("hold_seconds", Integer.class),
                        row.getObject("rest_seconds", Integer.class),
                        load == null ? null : load.doubleValue(),
                        row.getBoolean("per_side")),
                row.getString("remark"));
    }
}
