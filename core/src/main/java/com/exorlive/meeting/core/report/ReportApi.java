package com.exorlive.meeting.core.report;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.audit.AuditLine;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.organisation.OrganisationStore;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.report.ReportQuery.Cursor;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.Reply;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// An administrator's answer to "who looked at whom, and who met whom": the activity report (what
/// happened to a person's data) and the access report (what a person did), which differ in what
/// they are asked by. Reading one is itself a line.
public final class ReportApi {
    private static final String ACTIVITY = "/core/v1/reports/activity";
    private static final String ACCESS = "/core/v1/reports/access";
    private static final int MOST_CSV_LINES = 100_000;

    private final Database database;
    private final AuditLog audit;
    private final InstantSource clock;

    public ReportApi(Database database, AuditLog audit, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        for (var path : new String[] {ACTIVITY, ACCESS}) {
            routes.get(path, access.person(Permission.READ_REPORTS, this::page))
                    .get(path + ".csv", access.person(Permission.READ_REPORTS, this::csv));
        }
    }

    private Reply page(HttpCall call, Person reader) {
        var asked = ReportParameters.of(call, clock.instant());
        return answer(
                reader, asked, (handle, query, scope) -> page(handle, reader, asked, query, scope));
    }

    private Reply csv(HttpCall call, Person reader) {
        var asked = ReportParameters.of(call, clock.instant());
        return answer(
                reader,
                asked,
                (handle, query, scope) -> {
                    var lines = new ReportLines(handle, reader.organisation(), scope.tree());
                    var found =
                            ReportStore.page(handle, query, Cursor.START, MOST_CSV_LINES).stream()
                                    .map(lines::view)
                                    .toList();
                    return Reply.text(200, "text/csv; charset=utf-8", ReportCsv.of(found))
                            .header("Content-Disposition", "attachment; filename=\"report.csv\"");
                });
    }

    @FunctionalInterface
    private interface Answer {
        Reply of(Handle handle, ReportQuery query, ReportScope scope);
    }

    /// Nobody and no place outside the reader's reach can be told from none at all.
    private Reply answer(Person reader, ReportParameters asked, Answer answer) {
        return database.inTransaction(
                handle -> {
                    AuditLog.sealWaiting(handle);
                    var scope = new ReportScope(handle, reader);
                    var query = query(reader, asked, scope);
                    audit.write(handle, line(reader, asked, query.isPresent()));
                    return query.map(it -> answer.of(handle, it, scope))
                            .orElseGet(() -> Reply.problem(404, "person-unknown"));
                });
    }

    private static AuditLine line(Person reader, ReportParameters asked, boolean isKnown) {
        var whom = asked.about().isEmpty() ? asked.of() : asked.about();
        var target = whom.isEmpty() ? AuditLine.NOBODY : whom;
        var outcome = isKnown ? "ok" : "person-unknown";
        return new AuditLine("report-read", reader.subject().value(), target, outcome)
                .about(isKnown ? target : AuditLine.NOBODY);
    }

    /// The query narrowed to what the reader may see; empty if it asks for somebody else.
    private static Optional<ReportQuery> query(
            Person reader, ReportParameters asked, ReportScope scope) {
        var about = scope.concerned(asked.about());
        var of = scope.person(asked.of());
        var place = scope.below(asked.place());
        var isOutside =
                (!asked.about().isEmpty() && about.isEmpty())
                        || (!asked.of().isEmpty() && of.isEmpty())
                        || (!asked.place().isEmpty() && place.isEmpty());
        if (isOutside) {
            return Optional.empty();
        }
        // Somebody in reach is seen wherever it happened.
        var everywhere = !asked.about().isEmpty() || !asked.of().isEmpty();
        return Optional.of(
                new ReportQuery(
                        reader.organisation(),
                        place.orElseGet(() -> everywhere ? Set.of() : scope.units()),
                        about.orElse(Set.of()),
                        actors(asked, scope),
                        asked.from(),
                        asked.to(),
                        asked.role(),
                        asked.event(),
                        asked.marked()));
    }

    private static Set<String> actors(ReportParameters asked, ReportScope scope) {
        if (!asked.of().isEmpty()) {
            return Set.of(asked.of());
        }
        return asked.name().isEmpty() ? Set.of() : scope.named(asked.name());
    }

    private static Reply page(
            Handle handle,
            Person reader,
            ReportParameters asked,
            ReportQuery query,
            ReportScope scope) {
        var lines = new ReportLines(handle, reader.organisation(), scope.tree());
        var found = ReportStore.page(handle, query, asked.cursor(), asked.limit() + 1);
        var shown = found.stream().limit(asked.limit()).toList();
        ReportViews.@Nullable Timeline timeline =
                asked.isFirstPage() ? timeline(handle, reader, query) : null;
        return Reply.json(
                200,
                new ReportViews.Report(
                        shown.stream().map(lines::view).toList(),
                        found.size() > shown.size()
                                ? ReportStore.after(shown.getLast()).text()
                                : null,
                        timeline,
                        query.from(),
                        query.to(),
                        timeline == null
                                ? null
                                : timeline.counts().stream()
                                        .mapToInt(ReportViews.Count::lines)
                                        .sum()));
    }

    private static ReportViews.Timeline timeline(Handle handle, Person reader, ReportQuery query) {
        var zone = OrganisationStore.find(handle, reader.organisation()).orElseThrow().timeZone();
        return Timelines.of(query, ReportHours.count(handle, query), zone);
    }
}
