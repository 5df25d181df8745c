package com.exorlive.meeting.core.unit;

import com.exorlive.meeting.core.organisation.OrganisationId;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The table `unit`. The root is made with its organisation.
public final class UnitStore {
    private UnitStore() {}

    public static void insert(Handle handle, Unit unit) {
        handle.createUpdate(
                        "insert into unit (id, organisation_id, parent_id, name, version)"
                                + " values (:id, :organisation, :parent, :name, :version)")
                .bind("id", unit.id().value())
                .bind("organisation", unit.organisation().value())
                .bind("parent", unit.parent().map(UnitId::value).orElse(null))
                .bind("name", unit.name())
                .bind("version", unit.version())
                .execute();
    }

    public static UnitTree tree(Handle handle, OrganisationId organisation) {
        return new UnitTree(
                handle.createQuery("select * from unit where organisation_id = :organisation")
                        .bind("organisation", organisation.value())
                        .map(
                                (row, _) ->
                                        new Unit(
                                                new UnitId(row.getString("id")),
                                                new OrganisationId(
                                                        row.getString("organisation_id")),
                                                Optional.ofNullable(row.getString("parent_id"))
                                                        .map(UnitId::new)
                                                        .orElse(null),
                                                row.getString("name"),
                                                row.getInt("version")))
                        .list());
    }

    /// Like `tree`, and holds the tree until the transaction ends: two moves at once can't tie a
    /// knot.
    public static UnitTree lock(Handle handle, OrganisationId organisation) {
        handle.createQuery("select id from unit where id = :id for update")
                .bind("id", organisation.value())
                .mapTo(String.class)
                .one();
        return tree(handle, organisation);
    }

    public static void delete(Handle handle, UnitId id) {
        handle.createUpdate("delete from unit where id = :id").bind("id", id.value()).execute();
    }

    /// Renames or moves it.
    ///
    /// @param changed with the version that it was read with
    /// @return whether it still had that version
    public static boolean update(Handle handle, Unit changed) {
        return handle.createUpdate(
                                "update unit set name = :name, parent_id = :parent,"
                                        + " version = version + 1"
                                        + " where id = :id and version = :version")
                        .bind("id", changed.id().value())
                        .bind("name", changed.name())
                        .bind("parent", changed.parent().map(UnitId::value).orElse(null))
                        .bind("version", changed.version())
                        .execute()
                == 1;
    }
}
