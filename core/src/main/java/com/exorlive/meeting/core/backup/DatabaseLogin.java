package com.exorlive.meeting.core.backup;

/// Where a database is, and who we are there.
///
/// @param url a JDBC URL of H2 or PostgreSQL
public record DatabaseLogin(String url, String user, String password) {
    @Override
    public String toString() {
        return "DatabaseLogin[redacted]";
    }
}
