package com.exorlive.meeting.loadtests.signalload;

import com.exorlive.meeting.loadtests.measure.Histogram;
import com.exorlive.meeting.loadtests.people.DemoPair;
import com.exorlive.meeting.loadtests.people.RefusedException;
import com.exorlive.meeting.loadtests.signalload.TalkingPage.FailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Hosts who wait: one socket in each of many rooms, with nothing on it but heartbeats. Each host
/// waits in as many rooms as it has contacts.
public final class IdleSockets {
    private static final int JOINS_AT_ONCE = 32;
    private static final double NANOS_PER_MILLI = 1e6;

    private final SignalContext context;
    private final ConcurrentLinkedQueue<TalkingPage> open = new ConcurrentLinkedQueue<>();

    public IdleSockets(SignalContext context) {
        this.context = context;
    }

    private record Door(DemoPair pair, String contact) {}

    /// @param windows how many parts the time has: what their pings took is measured apart as well
    /// @throws IllegalArgumentException if there are too few rooms to be had
    public Map<String, Double> run(int sockets, Duration duration, int windows)
            throws InterruptedException {
        var doors = doors(sockets);
        long began = System.nanoTime();
        open(doors);
        double opening = (System.nanoTime() - began) / 1e9;
        var _ = context.pages().counts().takePings();
        var opened = context.usage();
        long held = System.nanoTime();
        context.progress().accept(open.size() + " sockets wait");
        var metrics = new TreeMap<String, Double>();
        var pings = new Histogram();
        for (int window = 1; window <= windows; window++) {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos() / windows);
            var some = context.pages().counts().takePings();
            if (windows > 1) {
                metrics.put("ping.p99." + window, some.percentile(99) / NANOS_PER_MILLI);
            }
            pings.add(some);
        }
        double seconds = (System.nanoTime() - held) / 1e9;
        var after = context.usage();
        metrics.put("sockets", (double) open.size());
        metrics.put("sockets_per_s", open.size() / opening);
        metrics.put("ping.p50", pings.percentile(50) / NANOS_PER_MILLI);
        metrics.put("ping.p99", pings.percentile(99) / NANOS_PER_MILLI);
        metrics.put("ping.max", pings.max() / NANOS_PER_MILLI);
        if (opened.isPresent() && after.isPresent()) {
            double cpu = after.get().cpuSeconds() - opened.get().cpuSeconds();
            metrics.put("server.rss", (double) after.get().residentBytes());
            metrics.put("server.cpu", cpu / seconds);
            metrics.put("server.threads", (double) after.get().threads());
            metrics.put("server.descriptors", (double) after.get().descriptors());
        }
        close();
        return metrics;
    }

    private List<Door> doors(int wanted) throws InterruptedException {
        var doors = new ArrayList<Door>();
        for (var pair : context.pairs()) {
            if (pair instanceof DemoPair demo && doors.size() < wanted) {
                for (var contact : demo.contacts()) {
                    doors.add(new Door(demo, contact));
                }
            }
        }
        if (doors.size() < wanted) {
            throw new IllegalArgumentException(
                    "There are %d rooms to wait in, not %d: more --pairs, or more exorlive.demo.load-test-contacts"
                            .formatted(doors.size(), wanted));
        }
        return doors.subList(0, wanted);
    }

    private void open(List<Door> doors) throws InterruptedException {
        var turns = new Semaphore(JOINS_AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            int count = 0;
            for (var door : doors) {
                turns.acquire();
                var _ = threads.submit(() -> wait(door, turns));
                count++;
                if (count % 500 == 0) {
                    context.progress().accept("opening: " + open.size() + " sockets");
                }
            }
        }
    }

    private void wait(Door door, Semaphore turns) {
        try {
            var id = door.pair().meetingWith(door.contact());
            open.add(TalkingPage.join(context, door.pair().host(), id));
        } catch (FailedException | RefusedException e) {
            context.timings().failed(String.valueOf(e.getMessage()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            turns.release();
        }
    }

    /// Ends the meetings too, so that the next run finds none.
    private void close() throws InterruptedException {
        var turns = new Semaphore(JOINS_AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var page : open) {
                turns.acquire();
                var _ =
                        threads.submit(
                                () -> {
                                    try {
                                        page.end();
                                    } finally {
                                        page.leave();
                                        turns.release();
                                    }
                                    return null;
                                });
            }
        }
    }
}
