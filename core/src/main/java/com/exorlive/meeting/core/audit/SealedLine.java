package com.exorlive.meeting.core.audit;

import com.exorlive.meeting.core.database.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/// A line with its place in the chain.
record SealedLine(long seq, Instant at, String node, AuditLine line, String previous, String hash) {

    static SealedLine after(long length, String lastHash, Instant at, String node, AuditLine line) {
        var seq = length + 1;
        return new SealedLine(
                seq, at, node, line, lastHash, LineHash.of(seq, at, node, line, lastHash));
    }

    boolean isHashRight() {
        return hash.equals(LineHash.of(seq, at, node, line, previous));
    }

    static SealedLine read(ResultSet row) throws SQLException {
        return new SealedLine(
                row.getLong("seq"),
                Times.read(row, "happened_at"),
                row.getString("node"),
                line(row),
                row.getString("prev_hash"),
                row.getString("hash"));
    }

    static AuditLine line(ResultSet row) throws SQLException {
        return new AuditLine(
                row.getString("event"),
                row.getString("actor"),
                row.getString("target"),
                row.getString("outcome"),
                row.getString("about"),
                row.getString("organisation"),
                row.getString("unit"),
                row.getString("reference"),
                row.getString("role_name"));
    }
}
