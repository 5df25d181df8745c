package com.exorlive.meeting.loadtests.media;

import com.exorlive.meeting.loadtests.network.PacketFate;
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
    private @Nullable Protection protection;
    private int other;
    private int transportSequence;
    private boolean isOn;

    Sending(
            MediaSpec spec,
            Side side,
            boolean sharesScreen,
            MediaLoop loop,
            Link link,
            Random random) {
        this.loop = loop;
        this.link = link;
        this.random = random;
        this.base = random.nextInt() << SSRC_BITS;
        this.other = base + 1;
        if (side.receives()) {
            tasks.add(new Feedback(1_000_000_000L / spec.feedbackPerSecond()));
        }
        if (side.sends()) {
            add(new AudioStream(this, base, firstSequence(), spec));
            if (spec.hasPictures()) {
                video(StreamKind.CAMERA, spec.camera(), spec.repeats());
            }
            if (sharesScreen) {
                video(StreamKind.SCREEN, spec.screen(), spec.repeats());
            }
        }
    }

    private void add(OutgoingStream stream) {
        tasks.add(stream);
        tasks.add(new SenderReports(stream));
    }

    private void video(StreamKind kind, VideoSpec spec, boolean repeats) {
        add(new VideoStream(this, kind, base, firstSequence(), spec));
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

    void onKeys(Protection keys) {
        protection = keys;
    }

    /// The stream that feedback is about.
    void reportOn(int ssrc) {
        other = ssrc;
    }

    boolean isOn() {
        return isOn;
    }

    /// Nothing is sent without keys.
    void turn(boolean wanted, long nowNanos) {
        boolean shall = wanted && protection != null && !loop.isPaused();
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
        if (protection == null) {
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
        int length = protection.sealRtp(packet, end, loop.sealed);
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
        for (int i = 0; i < kept.size() && protection != null; i++) {
            int end = kept.get(i).ssrc() == ssrc ? kept.get(i).repeat(sequence, loop.plain) : 0;
            if (end > 0) {
                link.send(loop.sealed, protection.sealRtp(loop.plain, end, loop.sealed));
                counts().repeats++;
            }
        }
    }

    /// Asks the other one for packets again.
    void ask(int ssrc, long[] sequences, int count) {
        if (protection != null) {
            sendRtcp(RtpWriter.nack(loop.plain, base, ssrc, sequences, count));
            counts().asked += count;
        }
    }

    private void sendRtcp(int plain) {
        if (protection != null) {
            link.send(loop.sealed, protection.sealRtcp(loop.plain, plain, loop.sealed));
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
            sendRtcp(RtpWriter.feedback(loop.plain, base, other, count++));
            return nowNanos + periodNanos;
        }
    }

    /// What tells the other side how the stream's clock runs, once a second.
    private final class SenderReports extends Task {
        private static final long PERIOD_NANOS = 1_000_000_000L;
        private final OutgoingStream stream;

        SenderReports(OutgoingStream stream) {
            this.stream = stream;
        }

        @Override
        long run(long nowNanos) {
            sendRtcp(
                    RtpWriter.senderReport(
                            loop.plain,
                            stream.ssrc,
                            nowNanos,
                            stream.timestamp(),
                            (int) stream.index));
            return nowNanos + PERIOD_NANOS;
        }
    }
}
