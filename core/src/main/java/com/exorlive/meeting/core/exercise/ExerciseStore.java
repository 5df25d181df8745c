package com.exorlive.meeting.core.exercise;

import com.exorlive.meeting.core.database.Times;
import com.exorlive.meeting.core.exercise.Exercise.Custom;
import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.person.Subject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.json.JsonMapper;

/// The table `exercise`: those that people made.
final class ExerciseStore {
    private static final int MAX_LISTED = 2_000;
    private static final JsonMapper JSON = JsonMapper.shared();

    private ExerciseStore() {}

    static void insert(Handle handle, OrganisationId organisation, Exercise exercise, Instant now) {
        var custom = exercise.ownership().orElseThrow();
        handle.createUpdate(
                        "insert into exercise (id, organisation_id, owner, name, description, area,"
                                + " equipment, dose, sharing, created_at)"
                                + " values (:id, :organisation, :owner, :name, :description, :area,"
                                + " :equipment, :dose, :sharing, :now)")
                .bind("id", exercise.id().value())
                .bind("organisation", organisation.value())
                .bind("owner", custom.maker().map(Subject::value).orElse(null))
                .bind("name", exercise.name().en())
                .bind("description", exercise.description())
                .bind("area", exercise.area())
                .bind("equipment", exercise.equipment())
                .bind("dose", JSON.writeValueAsString(exercise.dose()))
                .bind("sharing", custom.sharing().wireName())
                .bind("now", Times.write(now))
                .execute();
    }

    static void update(Handle handle, Exercise exercise) {
        handle.createUpdate(
                        "update exercise set name = :name, description = :description,"
                                + " area = :area, equipment = :equipment, dose = :dose,"
                                + " sharing = :sharing where id = :id")
                .bind("id", exercise.id().value())
                .bind("name", exercise.name().en())
                .bind("description", exercise.description())
                .bind("area", exercise.area())
                .bind("equipment", exercise.equipment())
                .bind("dose", JSON.writeValueAsString(exercise.dose()))
                .bind("sharing", exercise.ownership().orElseThrow().sharing().wireName())
                .execute();
    }

    /// With its picture and its video.
    static void delete(Handle handle, ExerciseId id) {
        MediaStore.deleteAll(handle, id);
        handle.createUpdate("delete from exercise where id = :id").bind("id", id.value()).execute();
    }

    static Optional<Exercise> find(Handle handle, OrganisationId organisation, ExerciseId id) {
        return handle.createQuery(
                        "select * from exercise where id = :id and organisation_id = :organisation")
                .bind("id", id.value())
                .bind("organisation", organisation.value())
                .map((row, _) -> read(row))
                .findOne();
    }

    /// One's own, and those that are shared at all.
    static List<Exercise> reachable(Handle handle, OrganisationId organisation, Subject person) {
        return handle.createQuery(
                        "select * from exercise where organisation_id = :organisation"
                                + " and (owner = :person or sharing <> 'me')"
                                + " order by name, id limit :limit")
                .bind("organisation", organisation.value())
                .bind("person", person.value())
                .bind("limit", MAX_LISTED)
                .map((row, _) -> read(row))
                .list();
    }

    static List<Exercise> of(Handle handle, Subject owner) {
        return handle.createQuery("select * from exercise where owner = :owner order by name, id")
                .bind("owner", owner.value())
                .map((row, _) -> read(row))
                .list();
    }

    /// Belongs to nobody from now on: offered to the whole organisation if it was, else only where
    /// a program shows it.
    static void disown(Handle handle, ExerciseId id) {
        handle.createUpdate(
                        "update exercise set owner = null, sharing = case when sharing ="
                                + " 'organisation' then sharing else 'me' end where id = :id")
                .bind("id", id.value())
                .execute();
    }

    /// All of an organisation, whose keys are destroyed.
    static void deleteAll(Handle handle, OrganisationId organisation) {
        handle.createUpdate("delete from exercise where organisation_id = :organisation")
                .bind("organisation", organisation.value())
                .execute();
    }

    static int count(Handle handle, Subject owner) {
        return handle.createQuery("select count(*) from exercise where owner = :owner")
                .bind("owner", owner.value())
                .mapTo(Integer.class)
                .one();
    }

    private static Exercise read(ResultSet row) throws SQLException {
        return new Exercise(
                new ExerciseId(row.getString("id")),
                ExerciseNames.everywhere(row.getString("name")),
                row.getString("description"),
                row.getString("area"),
                row.getString("equipment"),
                Exercise.NO_DRAWING,
                JSON.readValue(row.getString("dose"), Dose.class),
                new Custom(
                        row.getString("owner") == null ? null : new Subject(row.getString("owner")),
                        Sharing.of(row.getString("sharing")).orElse(Sharing.ME)));
    }
}
