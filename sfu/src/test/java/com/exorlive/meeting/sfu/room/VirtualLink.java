package com.exorlive.meeting.sfu.room;

import static com.exorlive.meeting.sfu.room.VirtualTime.MILLI;
import static com.exorlive.meeting.sfu.room.VirtualTime.SECOND;

import java.util.Random;
import java.util.function.Consumer;

/// One direction between a browser and the server. What is changed counts from the next packet on.
final class VirtualLink {
    private static final int UDP_AND_IP = 28;

    /// What a home router holds back before it drops.
    private static final long QUEUE_BYTES = 16_000;

    /// Share of packets that are lost, over time.
    double loss;

    /// Lost packets in a row, on average (Gilbert-Elliott); 1 is loss at random.
    double burst = 1;

    /// Share of packets that come twice.
    double duplicates = 0.01;

    long delayNanos = 25 * MILLI;

    /// Up to so much is added, for each packet anew: later ones overtake.
    long jitterNanos = 20 * MILLI;

    /// 0 for no limit.
    long bytesPerSecond;

    boolean isDown;

    /// Told of what is lost.
    Consumer<byte[]> onLoss = _ -> {};

    private final VirtualTime time;
    private final Random random;
    private boolean isBad;
    private long freeAtNanos;

    VirtualLink(VirtualTime time, Random random) {
        this.time = time;
        this.random = random;
    }

    void carry(byte[] datagram, Runnable delivery) {
        long waiting = waiting(datagram.length + UDP_AND_IP);
        if (isDown || isLost() || waiting < 0) {
            onLoss.accept(datagram);
            return;
        }
        time.after(waiting + flight(), delivery);
        if (random.nextDouble() < duplicates) {
            time.after(waiting + flight() + flight(), delivery);
        }
    }

    private long flight() {
        return delayNanos + (long) (random.nextDouble() * jitterNanos);
    }

    private boolean isLost() {
        if (loss <= 0) {
            return false;
        }
        double leave = 1 / burst;
        double enter = Math.min(1, loss / (1 - loss) * leave);
        isBad = random.nextDouble() < (isBad && burst > 1 ? 1 - leave : burst > 1 ? enter : loss);
        return isBad;
    }

    /// Until the packet is through the narrow place, or -1 if the queue before it is full.
    private long waiting(int bytes) {
        if (bytesPerSecond == 0) {
            return 0;
        }
        long start = Math.max(time.nowNanos(), freeAtNanos);
        if ((start - time.nowNanos()) / (double) SECOND * bytesPerSecond > QUEUE_BYTES) {
            return -1;
        }
        freeAtNanos = start + bytes * SECOND / bytesPerSecond;
        return freeAtNanos - time.nowNanos();
    }
}
