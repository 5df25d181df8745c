package com.exorlive.meeting.loadtests.measure;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/// How long the steps of people took, and what failed. Thread-safe: by its lock.
public final class Timings {
    /// What is timed.
    public enum Step {
        /// Asking for a ticket.
        TICKET,
        /// From the ticket to the welcome.
        WELCOME,
        /// From the welcome to a nominated address.
        ICE,
        /// From there to the keys.
        DTLS,
        /// From "Join meeting" of the second one until both see each other.
        JOIN,
        /// From a page's reload until it sees the other one again.
        RELOAD,
        /// From asking for an ICE restart to the new nomination.
        RESTART,
        /// From losing a socket to having resumed.
        RESUME,
        /// A message of the pairing's size to the other page, and the answer.
        RELAY
    }

    private final Map<Step, Histogram> histograms = new EnumMap<>(Step.class);
    private final Map<String, Integer> failures = new TreeMap<>();
    private int setUps;

    public Timings() {
        for (var step : Step.values()) {
            histograms.put(step, new Histogram());
        }
    }

    public synchronized void record(Step step, long nanos) {
        histogram(step).record(nanos);
        if (step == Step.JOIN) {
            setUps++;
        }
    }

    public synchronized void failed(String why) {
        failures.merge(why, 1, Integer::sum);
    }

    /// How many meetings came about since the last question.
    public synchronized int takeSetUps() {
        int taken = setUps;
        setUps = 0;
        return taken;
    }

    public synchronized Histogram of(Step step) {
        var copy = new Histogram();
        copy.add(histogram(step));
        return copy;
    }

    public synchronized Map<String, Integer> failures() {
        return new TreeMap<>(failures);
    }

    public synchronized int failureCount() {
        return failures.values().stream().mapToInt(Integer::intValue).sum();
    }

    private Histogram histogram(Step step) {
        return histograms.computeIfAbsent(step, _ -> new Histogram());
    }
}
