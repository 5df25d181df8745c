package com.exorlive.meeting.sfucontrol;

import com.exorlive.meeting.sfu.peer.TestPeer;
import com.exorlive.meeting.sfu.srtp.SrtpProfile;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Calls that go on while something else happens to the SFU: each participant sends a packet with
/// its time in it every five milliseconds. The peers have threads of the operating system's, so
/// that they are not late because virtual threads are. Thread-safe.
final class RunningCalls implements AutoCloseable {
    private static final long PERIOD_NANOS = 5_000_000;
    private static final int PAYLOAD = 1000;
    private static final int TIME_AT = PAYLOAD - Long.BYTES;

    private final List<Call> calls = new ArrayList<>();
    private final ConcurrentLinkedQueue<Long> delays = new ConcurrentLinkedQueue<>();
    private final AtomicLong sent = new AtomicLong();
    private final Thread pace = new Thread(this::run, "pace");
    private volatile boolean isOver;
    private volatile boolean isPaused;

    /// How calls fared since the last question.
    record Quality(long sent, long lost, Duration p50, Duration p99, Duration max) {}

    static RunningCalls begin(SfuControl sfu, int count) throws Exception {
        var running = new RunningCalls();
        for (int i = 0; i < count; i++) {
            running.calls.add(
                    Call.begin(
                            sfu, "running-" + i, running.peer(2L * i), running.peer(2L * i + 1)));
        }
        running.pace.start();
        return running;
    }

    private TestPeer peer(long seed) throws Exception {
        return new TestPeer(
                seed, SrtpProfile.PREFERENCE, Thread.ofPlatform().daemon().factory(), this::heard);
    }

    /// The first of them, for those who attack it.
    Call first() {
        return calls.getFirst();
    }

    /// Stops sending until all that was sent should be there, and begins to count anew.
    Quality quality() throws InterruptedException {
        isPaused = true;
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
        while (delays.size() < sent.get() && System.nanoTime() - endNanos < 0) {
            LockSupport.parkNanos(PERIOD_NANOS);
        }
        LockSupport.parkNanos(2 * PERIOD_NANOS);
        long[] sorted = delays.stream().mapToLong(Long::longValue).sorted().toArray();
        long all = sent.get();
        delays.clear();
        sent.set(0);
        isPaused = false;
        return new Quality(
                all,
                all - sorted.length,
                percentile(sorted, 0.5),
                percentile(sorted, 0.99),
                percentile(sorted, 1));
    }

    @Override
    public void close() {
        isOver = true;
        try {
            pace.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        calls.forEach(Call::close);
    }

    private void run() {
        long nextNanos = System.nanoTime();
        byte[] payload = new byte[PAYLOAD];
        Arrays.fill(payload, (byte) 1);
        for (int sequence = 0; !isOver; sequence = (sequence + 1) & 0xFFFF) {
            for (Call call : calls) {
                send(call.host(), sequence, payload);
                send(call.invitee(), sequence, payload);
            }
            nextNanos += PERIOD_NANOS;
            for (long left = nextNanos - System.nanoTime();
                    left > 0;
                    left = nextNanos - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }

    private void send(TestPeer peer, int sequence, byte[] payload) {
        if (!isPaused) {
            sent.incrementAndGet();
            ByteBuffer.wrap(payload).putLong(TIME_AT, System.nanoTime());
            peer.sendRtp("1", sequence, payload);
        }
    }

    private void heard(byte[] packet) {
        if (packet.length > PAYLOAD) {
            long then = ByteBuffer.wrap(packet).getLong(packet.length - Long.BYTES);
            delays.add(System.nanoTime() - then);
        }
    }

    private static Duration percentile(long[] sorted, double share) {
        if (sorted.length == 0) {
            return Duration.ZERO;
        }
        int at = Math.min(sorted.length - 1, (int) (share * sorted.length));
        return Duration.ofNanos(sorted[at]);
    }
}
