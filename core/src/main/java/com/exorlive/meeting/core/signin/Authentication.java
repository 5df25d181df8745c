package com.exorlive.meeting.core.signin;

import com.exorlive.meeting.core.database.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// How and when a person showed who they are. Made by the sign-in and carried from there through
/// session and grant into every token, so that whoever relies on one can tell.
///
/// @param methods by their names in RFC 8176, in the order in which they were used
public record Authentication(List<String> methods, Instant at) {
    /// RFC 8176 section 2: "Password-based authentication".
    public static final List<String> PASSWORD = List.of("pwd");

    public Authentication {
        methods = List.copyOf(methods);
        if (methods.isEmpty()) {
            throw new IllegalArgumentException("nobody signs in without any method");
        }
    }

    /// Reads it from the columns `methods` and `signed_in_at`.
    public static Authentication read(ResultSet row) throws SQLException {
        return new Authentication(
                List.of(row.getString("methods").split(" ", -1)), Times.read(row, "signed_in_at"));
    }

    /// The column `methods`.
    public String methodsColumn() {
        return String.join(" ", methods);
    }
}
