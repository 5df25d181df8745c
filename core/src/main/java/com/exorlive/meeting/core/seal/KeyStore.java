package com.exorlive.meeting.core.seal;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The tables `key_ring` and `person_key`.
final class KeyStore {
    private static final int AT_ONCE = 500;

    private KeyStore() {}

    /// A person's key as it is in the database.
    record Row(String owner, String holder, String wrapped) {}

    static Optional<KeyRing.Wrapped> ring(Handle handle, String holder) {
        return rings(handle, "select * from key_ring where holder = :holder", holder);
    }

    /// Like `ring`, and holds it until the transaction ends.
    static Optional<KeyRing.Wrapped> lockRing(Handle handle, String holder) {
        return rings(handle, "select * from key_ring where holder = :holder for update", holder);
    }

    private static Optional<KeyRing.Wrapped> rings(Handle handle, String sql, String holder) {
        return handle.createQuery(sql)
                .bind("holder", holder)
                .map(
                        (row, _) ->
                                new KeyRing.Wrapped(
                                        row.getString("holder"),
                                        row.getString("keyset"),
                                        row.getString("index_key")))
                .findOne();
    }

    static void lockOrganisation(Handle handle, String id) {
        handle.createQuery("select id from organisation where id = :id for update")
                .bind("id", id)
                .mapTo(String.class)
                .findOne();
    }

    static List<String> holders(Handle handle) {
        return handle.createQuery("select holder from key_ring order by holder")
                .mapTo(String.class)
                .list();
    }

    static void insertRing(Handle handle, KeyRing.Wrapped ring) {
        handle.createUpdate(
                        "insert into key_ring (holder, keyset, index_key)"
                                + " values (:holder, :keyset, :index)")
                .bind("holder", ring.holder())
                .bind("keyset", ring.keyset())
                .bind("index", ring.indexKey())
                .execute();
    }

    static void replaceRing(Handle handle, KeyRing.Wrapped ring) {
        handle.createUpdate(
                        "update key_ring set keyset = :keyset, index_key = :index"
                                + " where holder = :holder")
                .bind("holder", ring.holder())
                .bind("keyset", ring.keyset())
                .bind("index", ring.indexKey())
                .execute();
    }

    static void deleteRing(Handle handle, String holder) {
        handle.createUpdate("delete from person_key where holder = :holder")
                .bind("holder", holder)
                .execute();
        handle.createUpdate("delete from key_ring where holder = :holder")
                .bind("holder", holder)
                .execute();
    }

    static void insert(Handle handle, Row row) {
        handle.createUpdate(
                        "insert into person_key (owner, holder, ring_key, wrapped)"
                                + " values (:owner, :holder, :ringKey, :wrapped)")
                .bind("owner", row.owner())
                .bind("holder", row.holder())
                .bind("ringKey", KeyRing.keyIdOf(row.wrapped()))
                .bind("wrapped", row.wrapped())
                .execute();
    }

    /// By owner; those without a key are left out.
    static Map<String, Row> find(Handle handle, Collection<String> owners) {
        var all = List.copyOf(owners);
        var found = new HashMap<String, Row>();
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            var some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
            handle.createQuery("select * from person_key where owner in (<owners>)")
                    .bindList("owners", some)
                    .map((row, _) -> row(row))
                    .forEach(row -> found.put(row.owner(), row));
        }
        return found;
    }

    /// Some of those that another key than this one wraps.
    static List<Row> outdated(Handle handle, String holder, int currentKey) {
        return handle.createQuery(
                        "select * from person_key where holder = :holder and ring_key <> :current"
                                + " limit :limit")
                .bind("holder", holder)
                .bind("current", currentKey)
                .bind("limit", AT_ONCE)
                .map((row, _) -> row(row))
                .list();
    }

    /// Only if it is still the same: a key that was destroyed in the meantime stays so.
    static void rewrap(Handle handle, Row before, String wrapped) {
        handle.createUpdate(
                        "update person_key set wrapped = :wrapped, ring_key = :ringKey"
                                + " where owner = :owner and wrapped = :before")
                .bind("owner", before.owner())
                .bind("before", before.wrapped())
                .bind("wrapped", wrapped)
                .bind("ringKey", KeyRing.keyIdOf(wrapped))
                .execute();
    }

    static void delete(Handle handle, String owner) {
        handle.createUpdate("delete from person_key where owner = :owner")
                .bind("owner", owner)
                .execute();
    }

    private static Row row(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Row(row.getString("owner"), row.getString("holder"), row.getString("wrapped"));
    }
}
