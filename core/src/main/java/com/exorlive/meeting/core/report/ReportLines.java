package com.exorlive.meeting.core.report;

import com.exorlive.meeting.core.audit.AuditLine;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.meeting.MeetingId;
import com.exorlive.meeting.core.meeting.MeetingProofs;
import com.exorlive.meeting.core.meeting.MeetingStore;
import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.report.ReportViews.Line;
import com.exorlive.meeting.core.report.ReportViews.MeetingView;
import com.exorlive.meeting.core.report.ReportViews.Place;
import com.exorlive.meeting.core.unit.Unit;
import com.exorlive.meeting.core.unit.UnitId;
import com.exorlive.meeting.core.unit.UnitTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Shows audit lines to an administrator of one organisation. Confined to its transaction.
final class ReportLines {
    private final Handle handle;
    private final OrganisationId organisation;
    private final UnitTree tree;
    private final Names names;
    private final Map<String, Optional<MeetingView>> meetings = new HashMap<>();

    ReportLines(Handle handle, OrganisationId organisation, UnitTree tree) {
        this.handle = handle;
        this.organisation = organisation;
        this.tree = tree;
        this.names = new Names(handle, organisation);
    }

    Line view(AuditLog.Read read) {
        var line = read.line();
        return new Line(
                read.seq(),
                read.at(),
                line.event(),
                line.outcome(),
                marks(read),
                names.actor(line.actor()),
                known(line.role()),
                names.about(line.about()),
                known(line.target()),
                place(line.unit()),
                names.basis(line.reference()).orElse(null),
                line.event().startsWith("meeting-") ? meeting(line.target()) : null);
    }

    static List<String> marks(AuditLog.Read read) {
        var marks = new ArrayList<String>();
        if (read.isRefusal()) {
            marks.add("refusal");
        }
        if (read.isBreakGlass()) {
            marks.add("break-glass");
        }
        return marks;
    }

    private static @Nullable String known(String part) {
        return part.equals(AuditLine.NOBODY) ? null : part;
    }

    private @Nullable Place place(String unit) {
        return UnitId.parse(unit)
                .flatMap(tree::find)
                .map(Unit::name)
                .map(name -> new Place(unit, name))
                .orElse(null);
    }

    private @Nullable MeetingView meeting(String target) {
        return meetings.computeIfAbsent(
                        target,
                        id ->
                                MeetingId.parse(id)
                                        .flatMap(it -> MeetingStore.find(handle, it))
                                        .filter(it -> it.organisation().equals(organisation))
                                        .map(
                                                it ->
                                                        new MeetingView(
                                                                id,
                                                                it.course().startedAt(),
                                                                it.course().endedAt(),
                                                                MeetingProofs.wasCompared(
                                                                        handle, it.id()))))
                .orElse(null);
    }
}
