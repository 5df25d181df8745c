package com.exorlive.meeting.core.backup;

import com.exorlive.meeting.core.seal.MasterKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;

/// What a database says of itself: which migration it has come to (Flyway's own table), and which
/// master keys its rings are under.
final class SchemaVersion {
    private SchemaVersion() {}

    static String of(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "select \"version\" from \"flyway_schema_history\""
                                        + " where \"version\" is not null"
                                        + " order by \"installed_rank\" desc limit 1")) {
            return row.next() ? row.getString(1) : "none";
        }
    }

    static List<String> masterKeys(Connection connection) throws SQLException {
        var keys = new TreeSet<String>();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select keyset from key_ring")) {
            while (row.next()) {
                keys.add(MasterKey.idOf(row.getString(1)));
            }
        }
        return List.copyOf(keys);
    }
}
