package com.exorlive.meeting.loadtests.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Looks every few seconds at what the server holds, on a thread of its own. Thread-safe: by its
/// lock.
public final class ServerWatch implements AutoCloseable {
    private static final long EVERY_NANOS = 5_000_000_000L;

    private final Optional<ServerProcess> process;
    private final ServerMetrics metrics;
    private final long heapEveryNanos;
    private final long beganNanos = System.nanoTime();
    private final List<ServerLook> looks = new ArrayList<>();
    private final Thread thread;
    private long heapAtNanos;
    private double liveHeap;

    /// @param heapEvery how often its garbage is collected, to see what is left; zero for never
    public ServerWatch(Optional<ServerProcess> process, ServerMetrics metrics, Duration heapEvery) {
        this.process = process;
        this.metrics = metrics;
        this.heapEveryNanos = heapEvery.toNanos();
        this.heapAtNanos = beganNanos - heapEveryNanos;
        this.thread = Thread.ofPlatform().name("server-watch").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /// Those so far.
    public synchronized List<ServerLook> looks() {
        return List.copyOf(looks);
    }

    /// Seconds since it began.
    public double now() {
        return (System.nanoTime() - beganNanos) / 1e9;
    }

    private void run() {
        try {
            for (long next = beganNanos; ; next += EVERY_NANOS) {
                long wait = next - System.nanoTime();
                if (wait > 0) {
                    TimeUnit.NANOSECONDS.sleep(wait);
                }
                look();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws InterruptedException {
        var usage = process.flatMap(ServerProcess::usage);
        var read = metrics.read();
        if (usage.isEmpty() && read.isEmpty()) {
            return;
        }
        var heap = heap();
        synchronized (this) {
            liveHeap = heap.orElse(liveHeap);
            looks.add(
                    new ServerLook(
                            now(),
                            read.getOrDefault("exorlive_media_rooms", 0.0),
                            read.getOrDefault("signaling_sockets", 0.0),
                            usage.map(it -> (double) it.threads()).orElse(0.0),
                            usage.map(it -> (double) it.descriptors()).orElse(0.0),
                            usage.map(it -> (double) it.residentBytes()).orElse(0.0),
                            liveHeap));
        }
    }

    private Optional<Double> heap() throws InterruptedException {
        long now = System.nanoTime();
        if (heapEveryNanos == 0 || process.isEmpty() || now - heapAtNanos < heapEveryNanos) {
            return Optional.empty();
        }
        heapAtNanos = now;
        return new JvmMemory(process.get().pid()).liveHeap();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
