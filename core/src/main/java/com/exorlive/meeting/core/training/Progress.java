package com.exorlive.meeting.core.training;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Training by days: what a plot of progress is drawn from.
final class Progress {
    private static final int MAX_SETS = 500;

    private Progress() {}

    /// @param day where the organisation is
    /// @param setsPlanned sets of the exercises done that day, as the program said; null if it said
    ///     none
    record Day(LocalDate day, int sets, int exercises, @Nullable Integer setsPlanned) {}

    record Training(List<Day> days, List<TrainingSet.View> sets) {}

    /// @param newestFirst the sets
    static Training of(List<TrainingSet> newestFirst, ZoneId zone) {
        var byDay = new TreeMap<LocalDate, List<TrainingSet>>();
        for (var set : newestFirst) {
            byDay.computeIfAbsent(LocalDate.ofInstant(set.doneAt(), zone), _ -> new ArrayList<>())
                    .add(set);
        }
        return new Training(
                byDay.entrySet().stream().map(it -> day(it.getKey(), it.getValue())).toList(),
                newestFirst.stream().limit(MAX_SETS).map(it -> it.view(false)).toList());
    }

    private static Day day(LocalDate day, List<TrainingSet> sets) {
        Map<String, Integer> planned = new HashMap<>();
        sets.forEach(
                it -> {
                    var wanted = it.setsPlanned();
                    if (wanted != null) {
                        planned.merge(it.entry(), wanted, Math::max);
                    }
                });
        int exercises = (int) sets.stream().map(TrainingSet::entry).distinct().count();
        return new Day(
                day,
                sets.size(),
                exercises,
                planned.isEmpty()
                        ? null
                        : planned.values().stream().mapToInt(Integer::intValue).sum());
    }
}
