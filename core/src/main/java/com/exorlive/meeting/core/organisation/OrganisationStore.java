package com.exorlive.meeting.core.organisation;

import java.time.ZoneId;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The table `organisation`.
public final class OrganisationStore {
    private OrganisationStore() {}

    public static void insert(Handle handle, Organisation organisation, boolean isDemo) {
        handle.createUpdate(
                        "insert into organisation (id, name, time_zone, video, demo)"
                                + " values (:id, :name, :zone, :video, :demo)")
                .bind("id", organisation.id().value())
                .bind("name", organisation.name())
                .bind("zone", organisation.timeZone().getId())
                .bind("video", organisation.video())
                .bind("demo", isDemo)
                .execute();
    }

    public static Optional<Organisation> find(Handle handle, OrganisationId id) {
        return handle.createQuery("select * from organisation where id = :id")
                .bind("id", id.value())
                .map(
                        (row, _) ->
                                new Organisation(
                                        new OrganisationId(row.getString("id")),
                                        row.getString("name"),
                                        ZoneId.of(row.getString("time_zone")),
                                        row.getBoolean("video")))
                .findOne();
    }

    public static boolean hasDemo(Handle handle) {
        return handle.createQuery("select count(*) from organisation where demo = true")
                        .mapTo(Long.class)
                        .one()
                > 0;
    }
}
