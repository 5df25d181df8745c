package com.exorlive.meeting.core.backup;

import com.exorlive.meeting.core.CoreSettings.DatabaseAddress;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/// Which master keys a database needs, as the head of its backup says.
public final class MasterKeysOf {
    private MasterKeysOf() {}

    public static List<String> database(DatabaseAddress address) {
        try (var connection =
                DriverManager.getConnection(address.url(), address.user(), address.password())) {
            return SchemaVersion.masterKeys(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
