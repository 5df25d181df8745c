package com.exorlive.meeting.core.receipt;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.audit.AuditLine;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.meeting.Meeting;
import com.exorlive.meeting.core.meeting.MeetingId;
import com.exorlive.meeting.core.meeting.MeetingStore;
import com.exorlive.meeting.core.oidc.Statements;
import com.exorlive.meeting.core.organisation.OrganisationStore;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.Reply;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.json.JsonMapper;

/// The receipt of a meeting, for its two people alone.
public final class ReceiptApi {
    private static final String TYPE = "exl-receipt+jws";
    private static final Reply UNKNOWN = Reply.problem(404, "meeting-not-open");

    /// A page asks at the end of a meeting, a moment before core has been told of it.
    private static final Reply NOT_YET = Reply.noContent();

    private final Database database;
    private final AuditLog audit;
    private final Statements statements;

    public ReceiptApi(Database database, AuditLog audit, Statements statements) {
        this.database = database;
        this.audit = audit;
        this.statements = statements;
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        routes.get(
                        "/core/v1/meetings/{id}/receipt",
                        access.person(
                                Permission.READ_MEETING,
                                (call, person) ->
                                        answer(call, person, NOT_YET, (_, it) -> signed(it))))
                .get(
                        "/core/v1/meetings/{id}/receipt.pdf",
                        access.person(Permission.READ_MEETING, this::pdf))
                .get(
                        "/core/v1/meetings/{id}/receipt.fhir",
                        access.person(
                                Permission.READ_MEETING,
                                (call, person) ->
                                        answer(call, person, UNKNOWN, (_, it) -> fhir(it))));
    }

    /// @param notYet for the two while the meeting is not over, or not known to be
    private Reply answer(
            HttpCall call, Person person, Reply notYet, BiFunction<Handle, Receipt, Reply> form) {
        return database.inTransaction(
                handle -> {
                    var meeting =
                            MeetingId.parse(call.path("id"))
                                    .flatMap(id -> MeetingStore.find(handle, id))
                                    .filter(it -> it.seatOf(person.subject()).isPresent());
                    if (meeting.isEmpty()) {
                        return UNKNOWN;
                    }
                    var receipt = ReceiptStore.of(handle, meeting.get());
                    if (receipt.isEmpty()) {
                        return notYet;
                    }
                    audit.write(handle, line(person, meeting.get()));
                    return form.apply(handle, receipt.get());
                });
    }

    private static AuditLine line(Person person, Meeting meeting) {
        return new AuditLine("receipt-read", person.subject().value(), meeting.id().value(), "ok")
                .about(meeting.contact().value());
    }

    private Reply signed(Receipt receipt) {
        var text = JsonMapper.shared().writeValueAsString(receipt);
        return Reply.json(200, receipt.with(statements.sign(TYPE, text)));
    }

    private Reply pdf(HttpCall call, Person person) {
        var language = call.query("language").orElse(person.language());
        return answer(
                call,
                person,
                UNKNOWN,
                (handle, receipt) -> {
                    var here = OrganisationStore.find(handle, person.organisation()).orElseThrow();
                    return Reply.bytes(
                            200,
                            "application/pdf",
                            ReceiptPdf.of(
                                    receipt, language, here.timeZone(), statements::signDetached));
                });
    }

    private static Reply fhir(Receipt receipt) {
        return Reply.text(
                200,
                "application/fhir+json",
                JsonMapper.shared().writeValueAsString(FhirAuditEvent.of(receipt)));
    }
}
