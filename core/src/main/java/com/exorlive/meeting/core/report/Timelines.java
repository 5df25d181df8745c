package com.exorlive.meeting.core.report;

import com.exorlive.meeting.core.report.ReportViews.Count;
import com.exorlive.meeting.core.report.ReportViews.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Counts for a plot. Days begin where the organisation is. Pure.
final class Timelines {
    private static final Duration HOURS_UP_TO = Duration.ofDays(3);

    private Timelines() {}

    static Timeline of(ReportQuery query, List<ReportHours.Hour> hours, ZoneId zone) {
        var isByHour = Duration.between(query.from(), query.to()).compareTo(HOURS_UP_TO) <= 0;
        Function<Instant, Instant> step =
                isByHour
                        ? at -> at
                        : at -> at.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
        var counts =
                hours.stream()
                        .map(Timelines::count)
                        .collect(
                                Collectors.toMap(
                                        it -> step.apply(it.at()),
                                        it -> it,
                                        Timelines::together,
                                        TreeMap::new));
        return new Timeline(
                isByHour ? "hour" : "day",
                zone.getId(),
                counts.entrySet().stream().map(it -> at(it.getKey(), it.getValue())).toList());
    }

    private static Count count(ReportHours.Hour hour) {
        return new Count(
                Instant.EPOCH.plus(Duration.ofHours(hour.hour())),
                hour.lines(),
                hour.refusals(),
                hour.breakGlass());
    }

    private static Count at(Instant at, Count count) {
        return new Count(at, count.lines(), count.refusals(), count.breakGlass());
    }

    private static Count together(Count one, Count other) {
        return new Count(
                one.at(),
                one.lines() + other.lines(),
                one.refusals() + other.refusals(),
                one.breakGlass() + other.breakGlass());
    }
}
