package com.exorlive.meeting.core.report;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reports as the API shows them.
final class ReportViews {
    private ReportViews() {}

    /// @param kind `person`, `contact`, `system` or `unknown`
    record Party(String kind, @Nullable String id, @Nullable String name, @Nullable String title) {
        static final Party SYSTEM = new Party("system", null, null, null);
        static final Party UNKNOWN = new Party("unknown", null, null, null);
    }

    record Basis(String reason, @Nullable String comment) {}

    record Place(String id, @Nullable String name) {}

    record MeetingView(
            String id, @Nullable Instant startedAt, @Nullable Instant endedAt, boolean compared) {}

    record Line(
            long seq,
            Instant at,
            String event,
            String outcome,
            List<String> marks,
            Party actor,
            @Nullable String role,
            Party about,
            @Nullable String target,
            @Nullable Place place,
            @Nullable Basis basis,
            @Nullable MeetingView meeting) {}

    record Count(Instant at, int lines, int refusals, int breakGlass) {}

    record Timeline(String step, String zone, List<Count> counts) {}

    record Report(
            List<Line> lines,
            @Nullable String next,
            @Nullable Timeline timeline,
            Instant from,
            Instant to,
            @Nullable Integer total) {}

    record Who(@Nullable String name, @Nullable String title) {}

    record Look(
            Instant at,
            Who who,
            String what,
            String event,
            boolean allowed,
            boolean breakGlass,
            @Nullable Basis basis) {}

    record Looks(List<Look> looks, @Nullable String next) {}
}
