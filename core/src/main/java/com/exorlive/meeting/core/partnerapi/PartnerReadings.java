package com.exorlive.meeting.core.partnerapi;

import com.exorlive.meeting.core.database.Times;
import com.exorlive.meeting.core.organisation.OrganisationId;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// What is read for partners, of one organisation each time.
final class PartnerReadings {
    private static final int MAX_LINES = 500;

    private PartnerReadings() {}

    record MeetingLine(
            String id,
            String contactId,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String endReason) {}

    record AuditEntry(
            long seq, Instant at, String event, String actor, String target, String outcome) {}

    /// Those made in the period, oldest first.
    static List<MeetingLine> meetings(
            Handle handle, OrganisationId organisation, Instant from, Instant to) {
        return handle.createQuery(
                        "select * from meeting where organisation_id = :organisation"
                                + " and created_at >= :from and created_at < :to"
                                + " order by created_at, id limit :limit")
                .bind("organisation", organisation.value())
                .bind("from", Times.write(from))
                .bind("to", Times.write(to))
                .bind("limit", MAX_LINES)
                .map(
                        (row, _) ->
                                new MeetingLine(
                                        row.getString("id"),
                                        row.getString("contact_id"),
                                        Times.read(row, "created_at"),
                                        Times.readOptional(row, "started_at").orElse(null),
                                        Times.readOptional(row, "ended_at").orElse(null),
                                        row.getString("end_reason")))
                .list();
    }

    static List<AuditEntry> audit(Handle handle, OrganisationId organisation, long after) {
        return handle.createQuery(
                        "select * from audit_line where organisation = :organisation and seq > :after"
                                + " order by seq limit :limit")
                .bind("organisation", organisation.value())
                .bind("after", after)
                .bind("limit", MAX_LINES)
                .map(
                        (row, _) ->
                                new AuditEntry(
                                        row.getLong("seq"),
                                        Times.read(row, "happened_at"),
                                        row.getString("event"),
                                        row.getString("actor"),
                                        row.getString("target"),
                                        row.getString("outcome")))
                .list();
    }
}
