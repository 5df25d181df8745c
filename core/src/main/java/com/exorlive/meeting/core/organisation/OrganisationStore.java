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

    /// The one that there is, if there are no others.
    public static Optional<Organisation> only(Handle handle) {
        var first =
                handle.createQuery("select * from organisation limit 2")
                        .map((row, _) -> read(row))
                        .list();
        return first.size() == 1 ? Optional.of(first.getFirst()) : Optional.empty();
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

    public static void rename(Handle handle, OrganisationId id, String name) {
        handle.createUpdate(
                        "update organisation set name = :name, version = version + 1"
                                + " where id = :id")
                .bind("name", name)
                .bind("id", id.value())
                .execute();
    }

    /// Writes everything but the time zone, and renames the root of the tree with it.
    ///
    /// @return whether the version was still that of `changed`
    public static boolean change(Handle handle, Organisation changed) {
        var accent = changed.appearance().accent();
        var isDone =
                handle.createUpdate(
                                        "update organisation set name = :name, video = :video,"
                                                + " sso = :sso, eid = :eid, accent_light = :light,"
                                                + " accent_dark = :dark, logo_type = :logo,"
                                                + " version = version + 1"
                                                + " where id = :id and version = :version")
                                .bind("name", changed.name())
                                .bind("video", changed.modules().video())
                                .bind("sso", changed.modules().sso())
                                .bind("eid", changed.modules().eid())
                                .bind("light", accent.map(Organisation.Accent::light).orElse(null))
                                .bind("dark", accent.map(Organisation.Accent::dark).orElse(null))
                                .bind("logo", changed.appearance().logoType().orElse(null))
                                .bind("id", changed.id().value())
                                .bind("version", changed.version())
                                .execute()
                        == 1;
        if (isDone) {
            handle.createUpdate(
                            "update unit set name = :name, version = version + 1"
                                    + " where id = :id and name <> :name")
                    .bind("name", changed.name())
                    .bind("id", changed.id().value())
                    .execute();
        }
        return isDone;
    }

    /// @param content as base64
    public static void putLogo(Handle handle, OrganisationId id, String content) {
        removeLogo(handle, id);
        handle.createUpdate(
                        "insert into organisation_logo (organisation_id, content)"
                                + " values (:id, :content)")
                .bind("id", id.value())
                .bind("content", content)
                .execute();
    }

    public static void removeLogo(Handle handle, OrganisationId id) {
        handle.createUpdate("delete from organisation_logo where organisation_id = :id")
                .bind("id", id.value())
                .execute();
    }

    /// As base64.
    public static Optional<String> logo(Handle handle, OrganisationId id) {
        return handle.createQuery(
                        "select content from organisation_logo where organisation_id = :id")
                .bind("id", id.value())
                .mapTo(String.class)
                .findOne();
    }

    public static boolean hasAny(Handle handle) {
        return handle.createQuery("select count(*) from organisation").mapTo(Long.class).one() > 0;
    }

    public static boolean hasDemo(Handle handle) {
        return handle.createQuery("select count(*) from organisation where demo = true")
                        .mapTo(Long.class)
                        .one()
                > 0;
    }
}
