package com.exorlive.meeting.loadtests.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What came of measuring servers in turns. Immutable.
///
/// @param residentAtRest of each process before it had a meeting
/// @param slots of each server, in the order of the rounds
public record SideBySide(
        Turns.Plan plan, Map<String, Long> residentAtRest, Map<String, List<Slot>> slots) {
    /// The generator may be so far from what it should send, or from what it sent to another
    /// server, before nothing is reported.
    private static final double MOST_OFF = 0.01;

    private static final double KIB = 1024;

    public SideBySide {
        residentAtRest = Map.copyOf(residentAtRest);
        var copied = new LinkedHashMap<String, List<Slot>>();
        slots.forEach((name, its) -> copied.put(name, List.copyOf(its)));
        slots = copied;
    }

    /// What is compared, by the name that thresholds know it by.
    enum Measure {
        CPU("cpu_us"),
        CORES("cores"),
        P50("latency_p50"),
        P99("latency_p99"),
        LOSS("loss"),
        CORRUPT("corrupt"),
        RECEIVED("packets_per_s"),
        RESIDENT("rss"),
        THREADS("threads");

        private final String key;

        Measure(String key) {
            this.key = key;
        }

        double of(Slot slot) {
            return switch (this) {
                case CPU -> slot.cpuMicros();
                case CORES -> slot.cores();
                case P50 -> slot.latencyP50();
                case P99 -> slot.latencyP99();
                case LOSS -> slot.loss();
                case CORRUPT -> slot.corrupt();
                case RECEIVED -> slot.receivedPerSecond();
                case RESIDENT -> slot.residentBytes();
                case THREADS -> slot.threads();
            };
        }
    }

    Spread spread(String name, Measure measure) {
        return Spread.of(values(name, measure));
    }

    /// How many times as much the one has or takes as the other.
    Spread ratio(String name, String other, Measure measure) {
        return Spread.ratio(values(name, measure), values(other, measure));
    }

    /// What the process grew by for each meeting, from its start on.
    double kibPerMeeting(String name) {
        double grown =
                spread(name, Measure.RESIDENT).median() - residentAtRest.getOrDefault(name, 0L);
        return grown / KIB / plan.meetings();
    }

    List<String> names() {
        return List.copyOf(slots.keySet());
    }

    private List<Double> values(String name, Measure measure) {
        return slots.getOrDefault(name, List.of()).stream().map(measure::of).toList();
    }

    /// Medians such as `janus.cpu_us`, and ratios of them such as `janus.cpu_us_to_sfu`.
    public Map<String, Double> metrics() {
        var metrics = new TreeMap<String, Double>();
        for (var name : names()) {
            for (var measure : Measure.values()) {
                metrics.put(name + "." + measure.key, spread(name, measure).median());
            }
            metrics.put(name + ".kib_per_meeting", kibPerMeeting(name));
            for (var other : names()) {
                for (var measure : List.of(Measure.CPU, Measure.P50, Measure.P99)) {
                    if (!other.equals(name)) {
                        metrics.put(
                                name + "." + measure.key + "_to_" + other,
                                ratio(name, other, measure).median());
                    }
                }
            }
        }
        return metrics;
    }

    /// Why the figures would be the generator's, or would not be of the same load; empty if nothing
    /// was wrong.
    public List<String> faults() {
        var faults = new ArrayList<String>();
        double usual =
                Spread.of(
                                slots.values().stream()
                                        .flatMap(List::stream)
                                        .map(Slot::sentPerSecond)
                                        .toList())
                        .median();
        slots.forEach((name, its) -> its.forEach(slot -> check(name, slot, usual, faults)));
        return faults;
    }

    private static void check(String name, Slot slot, double usual, List<String> faults) {
        double off = slot.sentPerSecond() / usual - 1;
        if (Math.abs(off) > MOST_OFF) {
            faults.add("%s was sent %.1f %% more than usual".formatted(name, 100 * off));
        }
        if (slot.missed() > MOST_OFF) {
            faults.add(
                    "%.1f %% of what was for %s was not sent".formatted(100 * slot.missed(), name));
        }
        if (slot.unread() > MOST_OFF * slot.receivedPerSecond()) {
            faults.add("%d packets from %s were left unread".formatted(slot.unread(), name));
        }
        if (slot.corrupt() > 0) {
            faults.add("%d packets came changed from %s".formatted(slot.corrupt(), name));
        }
    }
}
