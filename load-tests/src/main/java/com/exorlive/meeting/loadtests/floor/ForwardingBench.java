package com.exorlive.meeting.loadtests.floor;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What forwarding a packet costs in each mode, beside each other: all processes live all the time,
/// and take turns, so that what the machine does meanwhile hits all of them. Confined to
/// one thread.
public final class ForwardingBench {
    private final int pairs;
    private final Duration round;
    private final PrintStream out;
    private final Map<Forwarder.Mode, List<Cost>> costs = new EnumMap<>(Forwarder.Mode.class);

    /// Microseconds of processor a packet.
    private record Cost(double thread, double process) {}

    public ForwardingBench(int pairs, Duration round, PrintStream out) {
        this.pairs = pairs;
        this.round = round;
        this.out = out;
    }

    /// @param mainClass of this program, which the children run too
    public void run(String mainClass, int rounds, Duration warmUp, List<String> javaOptions)
            throws IOException {
        var lanes = new EnumMap<Forwarder.Mode, Lane>(Forwarder.Mode.class);
        try {
            for (var mode : Forwarder.Mode.values()) {
                lanes.put(mode, new Lane(mainClass, mode, pairs, javaOptions));
            }
            for (var lane : lanes.values()) {
                lane.traffic.run(warmUp.toNanos());
            }
            for (int i = 0; i < rounds; i++) {
                for (var lane : lanes.entrySet()) {
                    measure(lane.getValue(), lane.getKey());
                }
            }
        } finally {
            for (var lane : lanes.values()) {
                lane.close();
            }
        }
        print();
    }

    private void measure(Lane lane, Forwarder.Mode mode) throws IOException {
        var before = lane.process.cpu();
        var count = lane.traffic.run(round.toNanos());
        var after = lane.process.cpu();
        if (count.received() < 0.99 * count.sent()) {
            throw new IOException(mode + " lost packets: " + count);
        }
        double packets = 1000.0 * count.received();
        costs.computeIfAbsent(mode, _ -> new ArrayList<>())
                .add(
                        new Cost(
                                after.busiestNanosSince(before) / packets,
                                after.nanosSince(before) / packets));
    }

    /// Ratios are of rounds that were next to each other.
    private void print() {
        var floor = costs.getOrDefault(Forwarder.Mode.NIO, List.of());
        out.printf("%-8s %12s %12s   %s%n", "", "thread µs", "process µs", "process, to nio");
        costs.forEach(
                (mode, measured) -> {
                    List<Double> ratios = new ArrayList<>();
                    for (int i = 0; i < measured.size(); i++) {
                        ratios.add(measured.get(i).process() / floor.get(i).process());
                    }
                    out.printf(
                            "%-8s %12.2f %12.2f   %.2f (%.2f to %.2f)%n",
                            mode.name().toLowerCase(Locale.ROOT),
                            median(measured.stream().map(Cost::thread).toList()),
                            median(measured.stream().map(Cost::process).toList()),
                            median(ratios),
                            Collections.min(ratios),
                            Collections.max(ratios));
                });
    }

    private static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static final class Lane implements AutoCloseable {
        final ForwarderProcess process;
        final Traffic traffic;

        Lane(String mainClass, Forwarder.Mode mode, int pairs, List<String> javaOptions)
                throws IOException {
            process = new ForwarderProcess(mainClass, mode, javaOptions);
            traffic = new Traffic(pairs, process.port(), pairs);
        }

        @Override
        public void close() throws IOException {
            process.close();
            traffic.close();
        }
    }
}
