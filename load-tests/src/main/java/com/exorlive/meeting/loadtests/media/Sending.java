package com.exorlive.meeting.loadtests.media;

import com.exorlive.meeting.loadtests.network.PacketFate;
import com.exorlive.meeting.sfu.srtp.SrtpKeyingMaterial;
import com.exorlive.meeting.sfu.srtp.SrtpSender;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// What one participant sends: its streams and its feedback, stamped, sealed, and put on a network
/// as bad as asked for. Confined to its event loop.
final class Sending {
    private static final int SECTIONS = 4;

    private final MediaLoop loop;
    private final PeerSocket socket;
    private final Random random;
    private final PacketFate fate;
    private final boolean delays;
    private final int base;
    private final List<Task> tasks;
    private @Nullable SrtpSender sender;
    private int transportSequence;
    private boolean isOn;

    Sending(PeerContext context, MediaLoop loop, PeerSocket socket, Random random, long seed) {
        this.loop = loop;
        this.socket = socket;
        this.random = random;
        this.fate = new PacketFate(context.network(), seed);
        this.delays = context.network().delays();
        this.base = random.nextInt() << SECTIONS;
        this.tasks = tasks(context.media());
    }

    private List<Task> tasks(MediaSpec spec) {
        var sound = new AudioStream(this, base, random.nextInt(0x8000), spec);
        var feedback = new Feedback(1_000_000_000L / spec.feedbackPerSecond());
        return spec.videoBitsPerSecond() == 0
                ? List.of(sound, feedback)
                : List.of(
                        sound,
                        feedback,
                        new VideoStream(this, base + 1, random.nextInt(0x8000), spec));
    }

    /// By the MID of the section.
    Map<String, List<Long>> ssrcs() {
        long first = base & 0xFFFF_FFFFL;
        return Map.of(
                "0", List.of(first),
                "1", List.of(first + 1, first + 2),
                "2", List.of(first + 3, first + 4),
                "3", List.of(first + 5));
    }

    void onKeys(SrtpKeyingMaterial keys) {
        sender = new SrtpSender(keys.profile(), keys.client());
    }

    boolean isOn() {
        return isOn;
    }

    /// Nothing is sent without keys.
    void turn(boolean wanted, long nowNanos) {
        boolean shall = wanted && sender != null;
        if (shall == isOn) {
            return;
        }
        isOn = shall;
        for (Task task : tasks) {
            if (shall) {
                // Spread out, so that not all send in the same millisecond.
                loop.schedule.add(task, nowNanos + random.nextLong(20_000_000L));
            } else {
                loop.schedule.remove(task);
            }
        }
    }

    MediaCounts counts() {
        return loop.counts();
    }

    SealedFrames frames() {
        return loop.frames;
    }

    byte[] scratch() {
        return loop.plain;
    }

    int nextTransportSequence() {
        transportSequence++;
        return transportSequence;
    }

    /// Stamps, seals and sends what lies in the scratch array.
    void send(byte[] packet, int from, int end, long index, long nowNanos) {
        if (sender == null) {
            return;
        }
        long delay = delays ? fate.delayNanos() : 0;
        // Not the time of the loop's turn: what waits in front of this one is no latency of the
        // server.
        loop.stamp.write(packet, from, end, index, System.nanoTime() + delay);
        int length = sender.protectRtp(packet, end, loop.sealed);
        counts().sentPackets++;
        counts().sentBytes += length;
        if (fate.isLost()) {
            counts().emulatedLoss++;
        } else if (delay > 0) {
            loop.schedule.add(new Delayed(loop.sealed, length), nowNanos + delay);
        } else {
            socket.write(loop.sealed, length);
        }
    }

    private final class Feedback extends Task {
        private final long periodNanos;
        private int count;

        Feedback(long periodNanos) {
            this.periodNanos = periodNanos;
        }

        @Override
        long run(long nowNanos) {
            if (sender != null) {
                int plain = RtpWriter.feedback(loop.plain, base, base + 1, count++);
                int length = sender.protectRtcp(loop.plain, plain, loop.sealed);
                socket.write(loop.sealed, length);
            }
            return nowNanos + periodNanos;
        }
    }

    /// A packet on its slow way to the server.
    private final class Delayed extends Task {
        private final byte[] data;

        Delayed(byte[] data, int length) {
            this.data = Arrays.copyOf(data, length);
        }

        @Override
        long run(long nowNanos) {
            socket.write(data, data.length);
            return NEVER;
        }
    }
}
