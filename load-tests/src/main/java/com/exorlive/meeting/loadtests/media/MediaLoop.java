package com.exorlive.meeting.loadtests.media;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/// One thread that carries the media of many participants: sends what is due, reads what has come.
/// Thread-safe where public; all else is confined to the thread.
public final class MediaLoop implements AutoCloseable {
    /// What is due within this is done at once: waking for each would cost more than it gives.
    private static final long SLACK_NANOS = 300_000L;

    private static final long LONGEST_WAIT_MILLIS = 100;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    final Schedule schedule = new Schedule();
    final byte[] plain = new byte[2048];
    final byte[] sealed = new byte[2048];
    final Stamp stamp = new Stamp();
    final SealedFrames frames;
    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final List<LoopMember> peers = new ArrayList<>();
    private final Thread thread;
    private MediaCounts counts = new MediaCounts();
    private long cpuNanos;
    private boolean isPaused;
    private volatile boolean isClosed;

    public MediaLoop(String name, long seed) throws IOException {
        selector = Selector.open();
        frames = new SealedFrames(seed);
        thread = Thread.ofPlatform().name(name).daemon().unstarted(this::loop);
        thread.start();
    }

    /// Runs this on the loop's thread.
    public void execute(Runnable task) {
        tasks.add(task);
        if (Thread.currentThread().threadId() != thread.threadId()) {
            selector.wakeup();
        }
    }

    /// What was counted since the last time; the loop begins anew.
    public CompletableFuture<MediaCounts> collect() {
        var collected = new CompletableFuture<MediaCounts>();
        execute(() -> collected.complete(handOver()));
        return collected;
    }

    /// The UDP ports of the open sockets: our own, and the server's.
    public CompletableFuture<Ports> ports() {
        var collected = new CompletableFuture<Ports>();
        execute(
                () -> {
                    var own = new HashSet<Integer>();
                    var servers = new HashSet<Integer>();
                    peers.forEach(peer -> peer.addPorts(own, servers));
                    collected.complete(new Ports(own, servers));
                });
        return collected;
    }

    /// See [#ports].
    public record Ports(Set<Integer> own, Set<Integer> servers) {
        public Ports {
            own = Set.copyOf(own);
            servers = Set.copyOf(servers);
        }
    }

    /// Nobody sends media while it lasts; connections are kept.
    public void pause(boolean wanted) {
        execute(
                () -> {
                    isPaused = wanted;
                    peers.forEach(LoopMember::onPause);
                });
    }

    boolean isPaused() {
        return isPaused;
    }

    private MediaCounts handOver() {
        var given = counts;
        long cpu = THREADS.getCurrentThreadCpuTime();
        given.loopCpuNanos = cpu - cpuNanos;
        cpuNanos = cpu;
        for (int i = 0; i < peers.size(); i++) {
            given.silentStreams += peers.get(i).silentStreams();
        }
        counts = new MediaCounts();
        return given;
    }

    MediaCounts counts() {
        return counts;
    }

    void register(DatagramChannel channel, PeerSocket socket) throws ClosedChannelException {
        var _ = channel.register(selector, SelectionKey.OP_READ, socket);
    }

    void add(LoopMember peer) {
        peers.add(peer);
    }

    void forget(LoopMember peer) {
        peers.remove(peer);
    }

    private void loop() {
        while (!isClosed) {
            try {
                turn();
            } catch (IOException e) {
                throw new IllegalStateException("the selector failed", e);
            }
        }
    }

    private void turn() throws IOException {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
        long now = System.nanoTime();
        schedule.runDue(now, now + SLACK_NANOS, counts.lateness);
        long wait = waitMillis();
        if (wait <= 0) {
            selector.selectNow(MediaLoop::read);
        } else {
            selector.select(MediaLoop::read, wait);
        }
    }

    private long waitMillis() {
        if (schedule.isEmpty()) {
            return LONGEST_WAIT_MILLIS;
        }
        long nanos = schedule.nanosToNext(System.nanoTime()) - SLACK_NANOS;
        return nanos <= 0 ? 0 : Math.min(LONGEST_WAIT_MILLIS, nanos / 1_000_000 + 1);
    }

    private static void read(SelectionKey key) {
        if (key.isValid()) {
            ((PeerSocket) key.attachment()).onReadable();
        }
    }

    @Override
    public void close() {
        isClosed = true;
        selector.wakeup();
    }
}
