package com.exorlive.meeting.core.report;

import com.exorlive.meeting.core.organisation.OrganisationId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What a report shall hold: already narrowed to what the reader may see.
///
/// @param units only lines of these; empty means the whole organisation
/// @param about only what concerns any of these ids; empty means anybody
/// @param actors only what any of these did; empty means anybody
/// @param event a word, or the beginning of some, ending in `-`
record ReportQuery(
        OrganisationId organisation,
        Set<String> units,
        Set<String> about,
        Set<String> actors,
        Instant from,
        Instant to,
        String role,
        String event,
        String marked) {
    /// Says that a filter lets everything through.
    static final String ANY = "";

    ReportQuery {
        units = Set.copyOf(units);
        about = Set.copyOf(about);
        actors = Set.copyOf(actors);
    }

    /// Whether it asks by people: their lines have indexes of their own. Otherwise the totals by
    /// hour say where to look.
    boolean isOfPeople() {
        return !about.isEmpty() || !actors.isEmpty();
    }

    /// Whether every line of the organisation is in it, as far as its period goes.
    boolean isOfEverything() {
        return !isOfPeople()
                && units.isEmpty()
                && role.isEmpty()
                && event.isEmpty()
                && marked.isEmpty();
    }

    /// Where a page begins: after this line.
    record Cursor(long micros, long seq) {
        private static final Pattern ALLOWED = Pattern.compile("([0-9]{1,17})\\.([0-9]{1,18})");

        static final Cursor START = new Cursor(Long.MAX_VALUE, Long.MAX_VALUE);

        static Optional<Cursor> parse(String text) {
            var match = ALLOWED.matcher(text);
            return match.matches()
                    ? Optional.of(
                            new Cursor(
                                    Long.parseLong(match.group(1)), Long.parseLong(match.group(2))))
                    : Optional.empty();
        }

        String text() {
            return micros + "." + seq;
        }
    }
}
