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
/// @param provider what vouched for them elsewhere ("BankID"); empty if they signed in here
/// @param level how surely: `low`, `substantial` or `high`; empty if nobody says
public record Authentication(List<String> methods, Instant at, String provider, String level) {
    /// RFC 8176 section 2: "Password-based authentication".
    public static final List<String> PASSWORD = List.of("pwd");

    public Authentication {
        methods = List.copyOf(methods);
        if (methods.isEmpty() && provider.isEmpty()) {
            throw new IllegalArgumentException("nobody signs in without any method");
        }
    }

    /// Here, by what we ask ourselves.
    public Authentication(List<String> methods, Instant at) {
        this(methods, at, "", "");
    }

    /// Reads it from the columns `methods`, `signed_in_at`, `provider` and `level`.
    public static Authentication read(ResultSet row) throws SQLException {
        var methods = row.getString("methods");
        return new Authentication(
                methods.isEmpty() ? List.of() : List.of(methods.split(" ", -1)),
                Times.read(row, "signed_in_at"),
                row.getString("provider"),
                row.getString("level"));
    }

    /// The column `methods`.
    public String methodsColumn() {
        return String.join(" ", methods);
    }
}
