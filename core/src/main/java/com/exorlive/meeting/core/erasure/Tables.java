package com.exorlive.meeting.core.erasure;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// What the schema itself says about where somebody's rows are, so that a new feature's table can
/// be forgotten neither by an export nor by an erasure.
final class Tables {
    private static final int MAX_ROWS = 10_000;
    private static final Set<String> SECRET =
            Set.of("wrapped", "hash", "id_hash", "code_hash", "session_hash", "token", "keyset");

    private Tables() {}

    static List<String> withColumn(Handle handle, String column) {
        return handle.createQuery(
                        "select distinct lower(table_name) as name from information_schema.columns"
                                + " where lower(column_name) = :column"
                                + " and lower(table_schema) = 'public' order by name")
                .bind("column", column)
                .mapTo(String.class)
                .list();
    }

    /// The rows of a table whose column is one of these, without what is secret of itself.
    static List<Map<String, Object>> rows(
            Handle handle, String table, String column, List<String> values) {
        if (values.isEmpty()) {
            return List.of();
        }
        return handle.createQuery(
                        "select * from %s where %s in (<values>)".formatted(table, column))
                .bindList("values", values)
                .setMaxRows(MAX_ROWS)
                .map((row, _) -> values(row))
                .list();
    }

    private static Map<String, Object> values(ResultSet row) throws SQLException {
        var values = new LinkedHashMap<String, Object>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            var name = row.getMetaData().getColumnLabel(i).toLowerCase(Locale.ROOT);
            var value = row.getObject(i);
            if (value != null && !(value instanceof byte[]) && !SECRET.contains(name)) {
                values.put(
                        name,
                        value instanceof Number || value instanceof Boolean
                                ? value
                                : String.valueOf(row.getString(i)));
            }
        }
        return values;
    }

    static void delete(Handle handle, String table, String column, List<String> values) {
        if (!values.isEmpty()) {
            handle.createUpdate("delete from %s where %s in (<values>)".formatted(table, column))
                    .bindList("values", values)
                    .execute();
        }
    }

    /// @param where names `:id`
    static void deleteWhere(Handle handle, String table, String where, String id) {
        handle.createUpdate("delete from %s where %s".formatted(table, where))
                .bind("id", id)
                .execute();
    }

    /// The programs of a contact.
    static List<String> programs(Handle handle, String contact, boolean unsignedOnly) {
        var ids = new ArrayList<String>();
        handle.createQuery(
                        "select id from program where contact_id = :contact"
                                + (unsignedOnly ? " and signed_at is null" : "")
                                + " order by id")
                .bind("contact", contact)
                .mapTo(String.class)
                .forEach(ids::add);
        return ids;
    }

    static List<String> contacts(Handle handle, String organisation, long afterNumber, int limit) {
        return handle.createQuery(
                        "select id from contact where organisation_id = :organisation"
                                + " and erased_at is null and number > :after"
                                + " order by number limit :limit")
                .bind("organisation", organisation)
                .bind("after", afterNumber)
                .bind("limit", limit)
                .mapTo(String.class)
                .list();
    }

    static List<String> people(Handle handle, String organisation) {
        return handle.createQuery(
                        "select subject from person where organisation_id = :organisation")
                .bind("organisation", organisation)
                .mapTo(String.class)
                .list();
    }
}
