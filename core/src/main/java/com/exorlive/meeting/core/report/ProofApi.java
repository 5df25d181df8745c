package com.exorlive.meeting.core.report;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.audit.AuditLine;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.audit.AuditProof;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.Reply;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Hands out the proof that a line of a report is in the chain, for somebody who doesn't believe
/// the server: `./audit-verify --proof` checks it elsewhere.
public final class ProofApi {
    private final Database database;
    private final AuditLog audit;

    private final Runnable signHead;

    /// @param signHead signs a head over all lines there are
    public ProofApi(Database database, AuditLog audit, Runnable signHead) {
        this.database = database;
        this.audit = audit;
        this.signHead = signHead;
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        routes.get(
                "/core/v1/reports/lines/{seq}/proof",
                access.person(Permission.READ_REPORTS, this::proof));
    }

    private Reply proof(HttpCall call, Person reader) {
        var text = call.path("seq");
        if (!text.matches("[1-9][0-9]{0,17}")) {
            return unknown();
        }
        var seq = Long.parseLong(text);
        if (!isForReader(reader, seq)) {
            return unknown();
        }
        return read(seq)
                .or(
                        () -> {
                            signHead.run();
                            return read(seq);
                        })
                .map(proof -> Reply.json(200, proof.json()))
                .orElseGet(ProofApi::unknown);
    }

    private Optional<AuditProof> read(long seq) {
        return database.inTransaction(handle -> AuditProof.of(handle, seq));
    }

    private boolean isForReader(Person reader, long seq) {
        return database.inTransaction(
                handle -> {
                    AuditLog.sealWaiting(handle);
                    var isKnown =
                            AuditProof.line(handle, seq)
                                    .filter(it -> sees(handle, reader, it))
                                    .isPresent();
                    audit.write(
                            handle,
                            new AuditLine(
                                    "proof-read",
                                    reader.subject().value(),
                                    Long.toString(seq),
                                    isKnown ? "ok" : "line-unknown"));
                    return isKnown;
                });
    }

    /// A line of nowhere is the organisation's alone, as in the reports.
    private static boolean sees(Handle handle, Person reader, AuditLine line) {
        var units = new ReportScope(handle, reader).units();
        return line.organisation().equals(reader.organisation().value())
                && (units.isEmpty() || units.contains(line.unit()));
    }

    private static Reply unknown() {
        return Reply.problem(404, "line-unknown");
    }
}
