package com.exorlive.meeting.core.program;

import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.database.Times;
import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.program.ProgramState.Draft;
import com.exorlive.meeting.core.program.ProgramState.Signed;
import com.exorlive.meeting.core.program.ProgramState.Struck;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/// A row of `program` with its newest content, still sealed.
record ProgramRow(
        String id,
        String organisation,
        @Nullable String contact,
        String creator,
        @Nullable String origin,
        int version,
        Instant updatedAt,
        String state,
        @Nullable String signedBy,
        @Nullable Instant signedAt,
        @Nullable String struckBy,
        @Nullable Instant struckAt,
        @Nullable String reason,
        String content) {

    /// All that a question finds, opened. What belonged to somebody erased is not among them.
    static List<Program> open(Handle handle, Query query) {
        var rows = query.map((row, _) -> read(row)).list();
        var keys = ProgramSeal.keys(handle, ProgramSeal.owners(rows));
        return rows.stream()
                .flatMap(
                        row -> {
                            var key = keys.get(row.owner());
                            return key == null
                                    ? Stream.of()
                                    : Stream.of(row.opened(ProgramSeal.with(key, row.id())));
                        })
                .toList();
    }

    static Optional<Program> openOne(Handle handle, Query query) {
        return open(handle, query).stream().findFirst();
    }

    private static ProgramRow read(ResultSet row) throws SQLException {
        return new ProgramRow(
                row.getString("id"),
                row.getString("organisation_id"),
                row.getString("contact_id"),
                row.getString("creator"),
                row.getString("origin"),
                row.getInt("version"),
                Times.read(row, "updated_at"),
                row.getString("state"),
                row.getString("signed_by"),
                Times.readOptional(row, "signed_at").orElse(null),
                row.getString("struck_by"),
                Times.readOptional(row, "struck_at").orElse(null),
                row.getString("strike_reason"),
                row.getString("content"));
    }

    String owner() {
        return contact == null ? creator : contact;
    }

    private Program opened(ProgramSeal seal) {
        return new Program(
                new ProgramId(id),
                new OrganisationId(organisation),
                contact == null ? null : new ContactId(contact),
                new Subject(creator),
                origin == null ? null : seal.origin(origin),
                version,
                updatedAt,
                state(seal),
                seal.content(version, content));
    }

    private ProgramState state(ProgramSeal seal) {
        if (signedBy == null || signedAt == null) {
            return new Draft();
        }
        var signed = new Signed(new Subject(signedBy), signedAt);
        return struckBy == null || struckAt == null || reason == null
                ? signed
                : new Struck(signed, new Subject(struckBy), struckAt, seal.openReason(reason));
    }
}
