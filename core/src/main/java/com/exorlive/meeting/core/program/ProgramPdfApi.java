package com.exorlive.meeting.core.program;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.organisation.OrganisationStore;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.print.Sheet;
import com.exorlive.meeting.core.print.SheetPdf;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.Reply;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jdbi.v3.core.Handle;

/// A program on paper, in the language of who asks for it.
public final class ProgramPdfApi {
    /// Sheets that are set at once: each takes a processor for some tens of milliseconds.
    private static final int AT_ONCE = 4;

    private static final long COME_BACK_SECONDS = 2;

    private final Programs programs;
    private final SheetPdf pdf;
    private final Semaphore presses = new Semaphore(AT_ONCE);

    public ProgramPdfApi(Programs programs, SheetPdf pdf) {
        this.programs = programs;
        this.pdf = pdf;
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        routes.get(
                "/core/v1/programs/{id}/pdf", access.person(Permission.READ_PROGRAM, this::print));
    }

    private Reply print(HttpCall call, Person person) {
        var words =
                PrintWords.in(call.query("lang").orElse(person.language()))
                        .orElseThrow(ChangeBody::bad);
        if (!presses.tryAcquire()) {
            return Reply.slowDown(COME_BACK_SECONDS);
        }
        try {
            return programs.show(
                            person,
                            call.path("id"),
                            "program-print",
                            (handle, program, _) -> sheet(handle, program, words))
                    .map(it -> Reply.bytes(200, "application/pdf", pdf.write(it)))
                    .map(it -> it.header("Content-Disposition", "inline; filename=program.pdf"))
                    .orElseGet(ProgramApi::unknown);
        } finally {
            presses.release();
        }
    }

    private static Sheet sheet(Handle handle, Program program, PrintWords words) {
        var organisation = OrganisationStore.find(handle, program.organisation()).orElseThrow();
        var view = new ProgramViews(handle).view(program);
        return new Sheet(
                view.name(),
                facts(view, words, organisation.timeZone()),
                view.exercises().stream()
                        .map(
                                it ->
                                        new Sheet.Item(
                                                it.name().in(words.language()),
                                                words.dose(it.dose()),
                                                it.comment() == null ? "" : it.comment(),
                                                it.drawing()))
                        .toList(),
                organisation.name());
    }

    private static List<String> facts(ProgramView view, PrintWords words, ZoneId zone) {
        var facts = new ArrayList<String>();
        facts.add(
                words.version(view.version())
                        + ", "
                        + words.day(view.updatedAt(), zone)
                        + " · "
                        + view.createdBy());
        if (view.signed() != null) {
            facts.add(words.signed(view.signed().by(), view.signed().at(), zone));
        }
        if (view.struck() != null) {
            facts.add(words.struck(view.struck().by(), view.struck().at(), zone));
        }
        return facts;
    }
}
