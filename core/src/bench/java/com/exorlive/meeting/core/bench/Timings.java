package com.exorlive.meeting.core.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Locale;

/// Times one question many times and prints a row of the table. Questions come in an order that no
/// cache foresees.
public final class Timings {
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 200);

    private Timings() {}

    @FunctionalInterface
    public interface Step {
        /// @return how many rows it answered with, so that nobody times an empty answer unseen
        int run(int round);
    }

    public static void header() {
        System.out.println("| what | p50 | p95 | worst | goal for p95 | rows on average |");
        System.out.println("|---|---|---|---|---|---|");
    }

    public static void time(String what, int goalMillis, Step step) {
        var nanos = new ArrayList<Long>();
        var found = 0L;
        for (var round = -20; round < ROUNDS; round++) {
            var began = System.nanoTime();
            var rows = step.run(Math.floorMod(round, 100_000));
            if (round >= 0) {
                nanos.add(System.nanoTime() - began);
                found += rows;
            }
        }
        Collections.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f ms | %.1f ms | %.1f ms | < %d ms | %d |%n",
                what,
                nanos.get(nanos.size() / 2) / 1e6,
                nanos.get(nanos.size() * 95 / 100) / 1e6,
                nanos.getLast() / 1e6,
                goalMillis,
                found / ROUNDS);
    }
}
