package com.exorlive.meeting.loadtests.media;

import com.exorlive.meeting.loadtests.network.PacketFate;
import com.exorlive.meeting.sfu.srtp.SrtpKeyingMaterial;
import com.exorlive.meeting.sfu.srtp.SrtpSender;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// What one participant sends: its streams, its feedback, and what the other one asks for again;
/// stamped and sealed. Confined to its event loop.
final class Sending {
    /// So many SSRCs are one participant's.
    static final int SSRC_BITS = 4;

    private static final int OVERHEAD = 16;

    private final MediaLoop loop;
    private final Link link;
    private final Random random;
    private final int base;
    private final List<Task> tasks = new ArrayList<>();
    private final List<SentPackets> kept = new ArrayList<>();
    private @Nullable SrtpSender sender;
    private int transportSequence;
    private boolean isOn;

    Sending(MediaSpec spec, boolean sharesScreen, MediaLoop loop, Link link, Random random) {
        this.loop = loop;
        this.link = link;
        this.random = random;
        this.base = random.nextInt() << SSRC_BITS;
        tasks.add(new AudioStream(this, base, firstSequence(), spec));
        tasks.add(new Feedback(1_000_000_000L / spec.feedbackPerSecond()));
        if (spec.hasPictures()) {
            video(StreamKind.CAMERA, spec.camera(), spec.repeats());
        }
        if (sharesScreen) {
            video(StreamKind.SCREEN, spec.screen(), spec.repeats());
        }
    }

    private void video(StreamKind kind, VideoSpec spec, boolean repeats) {
        tasks.add(new VideoStream(this, kind, base, firstSequence(), spec));
        if (repeats) {
            kept.add(new SentPackets(base + kind.ssrcOffset));
        }
    }

    /// In the lower half, so that it does not wrap before the other one knows it (RFC 3711 section
    /// 3.3.1).
    private int firstSequence() {
        return random.nextInt(0x8000);
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
    ///
    /// @param from where the payload begins, `end` where it ends
    void send(OutgoingStream stream, byte[] packet, int from, int end, long nowNanos) {
        if (sender == null) {
            return;
        }
        long delay = link.nextDelay(end + OVERHEAD, nowNanos);
        // Not the time of the loop's turn: what waits in front of this one is no latency of the
        // server.
        long leaves = System.nanoTime() + Math.max(0, delay);
        loop.stamp.write(packet, from, end, stream.packetName(), leaves);
        for (int i = 0; i < kept.size(); i++) {
            if (kept.get(i).ssrc() == stream.ssrc) {
                kept.get(i).keep(packet, from, end);
            }
        }
        int length = sender.protectRtp(packet, end, loop.sealed);
        counts().sentPackets++;
        counts().sentBytes += length;
        if (delay == PacketFate.LOST) {
            counts().emulatedLoss++;
        } else {
            link.send(loop.sealed, length, delay, nowNanos);
        }
    }

    /// The other one asks for a packet again.
    void repeat(int ssrc, int sequence) {
        for (int i = 0; i < kept.size() && sender != null; i++) {
            int end = kept.get(i).ssrc() == ssrc ? kept.get(i).repeat(sequence, loop.plain) : 0;
            if (end > 0) {
                link.send(loop.sealed, sender.protectRtp(loop.plain, end, loop.sealed));
                counts().repeats++;
            }
        }
    }

    /// Asks the other one for packets again.
    void ask(int ssrc, long[] sequences, int count) {
        if (sender != null) {
            int plain = RtpWriter.nack(loop.plain, base, ssrc, sequences, count);
            link.send(loop.sealed, sender.protectRtcp(loop.plain, plain, loop.sealed));
            counts().asked += count;
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
                link.send(loop.sealed, sender.protectRtcp(loop.plain, plain, loop.sealed));
            }
            return nowNanos + periodNanos;
        }
    }
}
