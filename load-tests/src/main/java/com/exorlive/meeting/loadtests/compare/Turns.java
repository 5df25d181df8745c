package com.exorlive.meeting.loadtests.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Measures servers in turns: the meetings of all are there from beginning to end, but only one
/// has media at a time. Used once, by one thread, which it blocks.
public final class Turns {
    private final Plan plan;
    private final List<Contender> contenders;
    private final Consumer<String> progress;

    /// How much, and how long.
    ///
    /// @param rounds in which each has a turn
    /// @param warmUpSeconds with media on all at once, for the compilers of virtual machines
    /// @param settleSeconds from the beginning of a turn until it counts
    /// @param seconds that count
    public record Plan(
            int meetings, int rounds, int warmUpSeconds, int settleSeconds, int seconds) {
        public Plan {
            if (meetings < 1 || rounds < 1 || seconds < 1 || warmUpSeconds < 0) {
                throw new IllegalArgumentException("meetings, pairs and seconds must be positive");
            }
        }
    }

    public Turns(Plan plan, List<Contender> contenders, Consumer<String> progress) {
        this.plan = plan;
        this.contenders = List.copyOf(contenders);
        this.progress = progress;
    }

    /// @throws NotComparableException if not all meetings came about
    public SideBySide run() throws InterruptedException {
        var atRest = new LinkedHashMap<String, Long>();
        var slots = new LinkedHashMap<String, List<Slot>>();
        for (var contender : contenders) {
            progress.accept(contender.name() + ": joining");
            atRest.put(contender.name(), contender.usage().residentBytes());
            slots.put(contender.name(), new ArrayList<>());
            var samples = contender.run().reach(plan.meetings());
            int up = samples.getLast().meetings();
            if (up < plan.meetings()) {
                throw new NotComparableException(
                        "only "
                                + up
                                + " meetings on "
                                + contender.name()
                                + ": "
                                + contender.run().timings().failures());
            }
        }
        progress.accept("warming up");
        TimeUnit.SECONDS.sleep(plan.warmUpSeconds());
        contenders.forEach(contender -> contender.run().pause(true));
        int round = 0;
        for (var order : Order.of(contenders, plan.rounds())) {
            round++;
            for (var contender : order) {
                progress.accept("round " + round + "/" + plan.rounds() + ": " + contender.name());
                slots.computeIfAbsent(contender.name(), _ -> new ArrayList<>())
                        .add(measure(contender));
            }
        }
        return new SideBySide(plan, atRest, slots);
    }

    private Slot measure(Contender contender) throws InterruptedException {
        var run = contender.run();
        run.pause(false);
        run.hold(TimeUnit.SECONDS.toNanos(plan.settleSeconds()));
        var unread = run.unread();
        var before = contender.usage();
        var samples = run.hold(TimeUnit.SECONDS.toNanos(plan.seconds()));
        var after = contender.usage();
        long left = Math.max(0, run.unread().generator() - unread.generator());
        run.pause(true);
        try {
            return Slot.of(samples, before, after, left);
        } catch (IllegalArgumentException e) {
            throw new NotComparableException(contender.name() + ": " + e.getMessage());
        }
    }
}
