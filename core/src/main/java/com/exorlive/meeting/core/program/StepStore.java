package com.exorlive.meeting.core.program;

import com.exorlive.meeting.core.database.Times;
import com.exorlive.meeting.core.person.Subject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The table `program_version`: every version of every program, and how it came to be. Rows are
/// added and never changed; they go with the program alone.
final class StepStore {
    /// Who is further behind than this gets the program whole.
    static final int MAX_MISSED = 200;

    private StepStore() {}

    static void insert(Handle handle, Program program, ProgramStep step) {
        var seal = ProgramSeal.required(handle, program);
        handle.createUpdate(
                        "insert into program_version"
                                + " (program_id, version, made_by, made_at, content, changes)"
                                + " values (:id, :version, :by, :at, :content, :changes)")
                .bind("id", program.id().value())
                .bind("version", step.version())
                .bind("by", step.by().value())
                .bind("at", Times.write(step.at()))
                .bind("content", seal.content(step.version(), program.content()))
                .bind("changes", seal.changes(step.version(), step.changes()))
                .execute();
    }

    /// The steps after a version, oldest first.
    static List<ProgramStep> since(Handle handle, Program program, int version) {
        var seal = ProgramSeal.required(handle, program);
        return handle.createQuery(
                        "select version, made_by, made_at, changes from program_version"
                                + " where program_id = :id and version > :version"
                                + " order by version limit :limit")
                .bind("id", program.id().value())
                .bind("version", version)
                .bind("limit", MAX_MISSED)
                .map((row, _) -> read(row, seal))
                .list();
    }

    /// The newest first.
    static List<ProgramStep> newest(Handle handle, Program program) {
        var seal = ProgramSeal.required(handle, program);
        return handle.createQuery(
                        "select version, made_by, made_at, changes from program_version"
                                + " where program_id = :id order by version desc limit :limit")
                .bind("id", program.id().value())
                .bind("limit", ProgramStore.MAX_LISTED)
                .map((row, _) -> read(row, seal))
                .list();
    }

    /// All of them with what they said, oldest first.
    static List<ProgramExport.Version> all(Handle handle, Program program) {
        var seal = ProgramSeal.required(handle, program);
        return handle.createQuery(
                        "select * from program_version where program_id = :id order by version")
                .bind("id", program.id().value())
                .map((row, _) -> version(read(row, seal), seal, row.getString("content")))
                .list();
    }

    private static ProgramExport.Version version(
            ProgramStep step, ProgramSeal seal, String content) {
        return new ProgramExport.Version(
                step.version(),
                step.by().value(),
                step.at(),
                seal.content(step.version(), content),
                step.changes());
    }

    /// What a version said.
    static Optional<ProgramContent> content(Handle handle, Program program, int version) {
        var seal = ProgramSeal.required(handle, program);
        return handle.createQuery(
                        "select content from program_version"
                                + " where program_id = :id and version = :version")
                .bind("id", program.id().value())
                .bind("version", version)
                .map((row, _) -> seal.content(version, row.getString("content")))
                .findOne();
    }

    private static ProgramStep read(ResultSet row, ProgramSeal seal) throws SQLException {
        return new ProgramStep(
                row.getInt("version"),
                new Subject(row.getString("made_by")),
                Times.read(row, "made_at"),
                seal.changes(row.getInt("version"), row.getString("changes")));
    }
}
