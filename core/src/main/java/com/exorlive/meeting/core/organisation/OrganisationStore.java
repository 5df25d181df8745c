package com.exorlive.meeting.core.organisation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The table `organisation`.
public final class OrganisationStore {
    private OrganisationStore() {}

    /// Makes it with the root of its tree of units, which has the same id and name.
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
        handle.createUpdate(
                        "insert into unit (id, organisation_id, name, version)"
                                + " values (:id, :id, :name, 1)")
                .bind("id", organisation.id().value())
                .bind("name", organisation.name())
                .execute();
    }

    public static Optional<Organisation> find(Handle handle, OrganisationId id) {
        return handle.createQuery("select * from organisation where id = :id")
                .bind("id", id.value())
                .map((row, _) -> read(row))
                .findOne();
    }

    private static Organisation read(ResultSet row) throws SQLException {
        return new Organisation(
                new OrganisationId(row.getString("id")),
                row.getString("name"),
                ZoneId.of(row.getString("time_zone")),
                new Organisation.Modules(
                        row.getBoolean("video"), row.getBoolean("sso"), row.getBoolean("eid")),
                new Organisation.Appearance(accent(row).orElse(null), row.getString("logo_type")),
                row.getInt("version"));
    }

    private static Optional<Organisation.Accent> accent(ResultSet row) throws SQLException {
        var light = Optional.ofNullable(row.getString("accent_light"));
        var dark = Optional.ofNullable(row.getString("accent_dark"));
        return light.isEmpty() || dark.isEmpty()
                ? Optional.empty()
                : Optional.of(new Organisation.Accent(light.get(), dark.get()));
    }

    public static boolean hasDemo(Handle handle) {
        return handle.createQuery("select count(*) from organisation where demo = true")
                        .mapTo(Long.class)
                        .one()
                > 0;
    }
}
