package com.exorlive.meeting.core.report;

import com.exorlive.meeting.core.bench.Timings;
import com.exorlive.meeting.core.contact.ContactsBench;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.report.ReportQuery.Cursor;
import com.exorlive.meeting.core.unit.UnitStore;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.json.JsonMapper;

/// Times reports over a year: the first page with its names, and the timeline, as the API gives
/// them together.
public final class ReportBench {
    private static final int GOAL = 1_000;
    private static final int PAGE = 100;
    private static final Set<String> ALL = Set.of();

    private final Database database;

    private ReportBench(Database database) {
        this.database = database;
    }

    public static void measure(Database database, int contacts) {
        var bench = new ReportBench(database);
        bench.time(
                "activity report of a contact",
                round -> query(ALL, Set.of("c" + round * 31 % contacts), ALL, "", ""));
        bench.time(
                "access report of an instructor",
                round -> query(ALL, ALL, Set.of("s" + round % 1_000), "", ""));
        bench.time("whole organisation", _ -> query(ALL, ALL, ALL, "", ""));
        bench.time(
                "one unit", round -> query(Set.of("u" + round % 20), ALL, ALL, "", ""));
        bench.time("whole organisation, meetings", _ -> query(ALL, ALL, ALL, "meeting-", ""));
        bench.time("whole organisation, refusals", _ -> query(ALL, ALL, ALL, "", "refusal"));
        bench.time("whole organisation, break-glass", _ -> query(ALL, ALL, ALL, "", "break-glass"));
        bench.time(
                "one unit, break-glass",
                round -> query(Set.of("u" + round % 20), ALL, ALL, "", "break-glass"));
        bench.time("whole organisation, an event that nobody did", _ -> query(ALL, ALL, ALL, "key-", ""));
        bench.time("access report of twenty of one name", ReportBench::twenty);
    }

    private static ReportQuery twenty(int round) {
        return query(
                ALL,
                ALL,
                IntStream.range(0, 20)
                        .mapToObj(i -> "s" + (round + 50 * i) % 1_000)
                        .collect(Collectors.toSet()),
                "",
                "");
    }

    @FunctionalInterface
    private interface Asked {
        ReportQuery of(int round);
    }

    /// A year that begins and ends within an hour, as it does from "now".
    private static ReportQuery query(
            Set<String> units, Set<String> about, Set<String> actors, String event, String marked) {
        var to = Instant.parse("2026-11-21T12:34:56.789Z");
        var from = Instant.parse("2025-11-21T12:34:56.789Z");
        return new ReportQuery(
                ContactsBench.HERE, units, about, actors, from, to, "", event, marked);
    }

    private void time(String what, Asked asked) {
        Timings.time(
                "report: " + what + ", a year",
                GOAL,
                round -> database.inTransaction(handle -> rows(handle, asked.of(round))));
    }

    private static int rows(Handle handle, ReportQuery query) {
        var tree = UnitStore.tree(handle, ContactsBench.HERE);
        var lines = new ReportLines(handle, ContactsBench.HERE, tree);
        var shown =
                ReportStore.page(handle, query, Cursor.START, PAGE + 1).stream()
                        .map(lines::view)
                        .toList();
        var timeline =
                Timelines.of(query, ReportHours.count(handle, query), ZoneId.of("Europe/Oslo"));
        JsonMapper.shared().writeValueAsString(shown);
        JsonMapper.shared().writeValueAsString(timeline);
        return shown.size();
    }
}
