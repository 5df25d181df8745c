package com.exorlive.meeting.core.report;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.contact.ContactStore;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.report.ReportViews.Look;
import com.exorlive.meeting.core.report.ReportViews.Looks;
import com.exorlive.meeting.core.report.ReportViews.Who;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.Reply;
import java.util.ArrayList;

/// The client sees who looked at the own record, when and why.
public final class LooksApi {
    private final Database database;

    public LooksApi(Database database) {
        this.database = database;
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        routes.get("/core/v1/me/looks", access.person(Permission.READ_LOOKS, this::looks));
    }

    private Reply looks(HttpCall call, Person client) {
        var cursor = ReportParameters.cursor(call);
        var limit = ReportParameters.limit(call);
        return database.inTransaction(
                handle -> {
                    AuditLog.sealWaiting(handle);
                    var about = new ArrayList<String>();
                    about.add(client.subject().value());
                    ContactStore.ofAccount(handle, client.subject())
                            .forEach(contact -> about.add(contact.id().value()));
                    var self = client.subject().value();
                    var found = ReportStore.looks(handle, about, self, cursor, limit + 1);
                    var shown = found.stream().limit(limit).toList();
                    var names = new Names(handle, client.organisation());
                    return Reply.json(
                            200,
                            new Looks(
                                    shown.stream().map(it -> look(names, it)).toList(),
                                    found.size() > shown.size()
                                            ? ReportStore.after(shown.getLast()).text()
                                            : null));
                });
    }

    private static Look look(Names names, AuditLog.Read read) {
        var line = read.line();
        var who = names.actor(line.actor());
        return new Look(
                read.at(),
                new Who(who.name(), who.title()),
                what(line.event()),
                line.event(),
                !read.isRefusal(),
                read.isBreakGlass(),
                names.basis(line.reference()).orElse(null));
    }

    /// What it comes to in plain words; the page has a sentence for each.
    static String what(String event) {
        return switch (event) {
            case "contact-open", "basis-given" -> "opened";
            case "contact-search", "contact-list" -> "searched";
            case "contact-export", "person-export" -> "exported";
            case "report-read" -> "administered";
            default -> {
                var noun = event.contains("-") ? event.substring(0, event.indexOf('-')) : event;
                yield switch (noun) {
                    case "contact" -> "changed";
                    case "program", "training", "exercise" -> "program";
                    case "meeting", "appointment", "invitation" -> "meeting";
                    case "user", "person", "role", "unit" -> "administered";
                    default -> "other";
                };
            }
        };
    }
}
