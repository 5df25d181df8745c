package com.exorlive.meeting.core.backup;

import java.sql.Connection;
import java.sql.SQLException;

/// Which migration a database has come to: Flyway's own table.
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
}
