package com.exorlive.meeting.core.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Set;

/// Throws connections away whose database closed under them, as H2 does when its disk is full: the
/// next connection opens it again, which works once there is room.
final class LostDatabase implements SQLExceptionOverride {
    private static final Set<String> LOST = Set.of("90098", "90121");

    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        return failure.getSQLState() != null && LOST.contains(failure.getSQLState())
                ? Override.MUST_EVICT
                : Override.CONTINUE_EVICT;
    }
}
