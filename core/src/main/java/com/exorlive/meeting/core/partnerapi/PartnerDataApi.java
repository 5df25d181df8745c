package com.exorlive.meeting.core.partnerapi;

import com.exorlive.meeting.core.access.PartnerAccess;
import com.exorlive.meeting.core.audit.AuditLine;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.partner.Partner;
import com.exorlive.meeting.core.partner.PartnerScope;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.ProblemException;
import com.exorlive.meeting.edge.Reply;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// What partner systems read of their own organisation: when it met, and its audit log. Identifiers
/// and times only, nobody's name.
public final class PartnerDataApi {
    private static final Duration MONTH = Duration.ofDays(31);

    private final Database database;
    private final AuditLog audit;
    private final InstantSource clock;

    public PartnerDataApi(Database database, AuditLog audit, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    public void addTo(HttpRoutes.Builder routes, PartnerAccess access) {
        routes.get(
                        "/core/v1/partner/meetings",
                        access.partner(PartnerScope.MEETINGS_READ, this::meetings))
                .get(
                        "/core/v1/partner/audit",
                        access.partner(PartnerScope.AUDIT_READ, this::audit));
    }

    record MeetingsView(List<PartnerReadings.MeetingLine> meetings) {}

    record AuditView(List<PartnerReadings.AuditEntry> lines) {}

    private Reply meetings(HttpCall call, Partner partner) {
        var to = call.query("to").map(PartnerDataApi::time).orElseGet(clock::instant);
        var from = call.query("from").map(PartnerDataApi::time).orElseGet(() -> to.minus(MONTH));
        return database.inTransaction(
                handle -> {
                    write(handle, "partner-meetings", partner);
                    return Reply.json(
                            200,
                            new MeetingsView(
                                    PartnerReadings.meetings(
                                            handle, partner.organisation(), from, to)));
                });
    }

    private Reply audit(HttpCall call, Partner partner) {
        var after = call.query("after").map(PartnerDataApi::number).orElse(0L);
        return database.inTransaction(
                handle -> {
                    var lines = PartnerReadings.audit(handle, partner.organisation(), after);
                    write(handle, "partner-audit", partner);
                    return Reply.json(200, new AuditView(lines));
                });
    }

    private void write(Handle handle, String event, Partner partner) {
        audit.write(
                handle,
                new AuditLine(event, partner.id().value(), AuditLine.NOBODY, "ok")
                        .at(partner.organisation().value(), AuditLine.NOBODY));
    }

    private static Instant time(String text) {
        try {
            var time = Instant.parse(text);
            // What no database holds.
            if (time.isBefore(Instant.EPOCH)
                    || time.isAfter(Instant.parse("2200-01-01T00:00:00Z"))) {
                throw new ProblemException(400, "bad-request");
            }
            return time;
        } catch (DateTimeException _) {
            throw new ProblemException(400, "bad-request");
        }
    }

    private static long number(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw new ProblemException(400, "bad-request");
        }
        return Long.parseLong(text);
    }
}
