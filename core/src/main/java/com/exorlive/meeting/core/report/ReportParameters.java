package com.exorlive.meeting.core.report;

import com.exorlive.meeting.core.person.Role;
import com.exorlive.meeting.core.report.ReportQuery.Cursor;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The query of a report as it came, held to its limits.
///
/// @param about empty text where a filter was left out, as in the others
record ReportParameters(
        String about,
        String of,
        Instant from,
        Instant to,
        String place,
        String role,
        String event,
        String name,
        String marked,
        Cursor cursor,
        int limit) {
    private static final Duration USUAL = Duration.ofDays(14);
    private static final Duration LONGEST = Duration.ofDays(400);
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._:-]{0,80}");
    private static final Pattern EVENT = Pattern.compile("[a-z-]{0,80}");
    private static final Set<String> MARKS = Set.of(ReportQuery.ANY, "refusal", "break-glass");
    private static final int USUAL_LINES = 100;
    private static final int MOST_LINES = 500;
    private static final int LONGEST_NAME = 100;

    /// @throws ProblemException 400 if a part is not what it must be
    static ReportParameters of(HttpCall call, Instant now) {
        var to = time(call, "to").orElse(now.plusMillis(1));
        var from = time(call, "from").orElse(to.minus(USUAL));
        if (!from.isBefore(to) || Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw badRequest();
        }
        var role = word(call, "role", WORD);
        var marked = word(call, "marked", WORD);
        var name = call.query("name").orElse(ReportQuery.ANY).strip();
        if (!MARKS.contains(marked)
                || name.length() > LONGEST_NAME
                || !(role.isEmpty() || Role.parse(role).isPresent())) {
            throw badRequest();
        }
        return new ReportParameters(
                word(call, "about", WORD),
                word(call, "of", WORD),
                from,
                to,
                word(call, "place", WORD),
                role,
                word(call, "event", EVENT),
                name,
                marked,
                cursor(call),
                limit(call));
    }

    static Cursor cursor(HttpCall call) {
        return call.query("cursor")
                .map(it -> Cursor.parse(it).orElseThrow(ReportParameters::badRequest))
                .orElse(Cursor.START);
    }

    static int limit(HttpCall call) {
        var text = call.query("limit").orElse(Integer.toString(USUAL_LINES));
        if (!text.matches("[1-9][0-9]{0,2}") || Integer.parseInt(text) > MOST_LINES) {
            throw badRequest();
        }
        return Integer.parseInt(text);
    }

    private static Optional<Instant> time(HttpCall call, String name) {
        try {
            var time = call.query(name).map(Instant::parse);
            var isSane =
                    time.map(
                                    it ->
                                            it.getEpochSecond() >= 0
                                                    && it.getEpochSecond() < 32_000_000_000L)
                            .orElse(true);
            if (!isSane) {
                throw badRequest();
            }
            return time;
        } catch (DateTimeParseException _) {
            throw badRequest();
        }
    }

    private static String word(HttpCall call, String name, Pattern allowed) {
        var value = call.query(name).orElse(ReportQuery.ANY);
        if (!allowed.matcher(value).matches()) {
            throw badRequest();
        }
        return value;
    }

    boolean isFirstPage() {
        return cursor.equals(Cursor.START);
    }

    static ProblemException badRequest() {
        return new ProblemException(400, "bad-request");
    }
}
