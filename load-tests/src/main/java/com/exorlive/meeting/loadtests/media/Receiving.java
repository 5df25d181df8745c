package com.exorlive.meeting.loadtests.media;

import com.exorlive.meeting.sfu.rtp.RtpHeader;
import com.exorlive.meeting.sfu.wire.NetworkOrder;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// What one participant gets from the other: opened, looked at, counted; and asks for what is
/// missing. Confined to its event loop.
final class Receiving {
    private static final int ASKED_AT_ONCE = 64;

    /// Where a repeat has the number of what it repeats, before the payload (RFC 4588 section 4).
    private static final int ORIGINAL_SEQUENCE = 2;

    private final MediaLoop loop;
    private final Sending sending;
    private final boolean hasPictures;
    private final boolean repairs;
    private final CompletableFuture<Long> firstMedia = new CompletableFuture<>();
    private final IncomingStream sound = new IncomingStream(false);
    private final IncomingStream camera;
    private final IncomingStream screen;
    private final Repair repair = new Repair();
    private @Nullable Protection protection;

    Receiving(MediaSpec media, MediaLoop loop, Sending sending) {
        this.loop = loop;
        this.sending = sending;
        this.hasPictures = media.hasPictures();
        this.repairs = media.repeats();
        this.camera = new IncomingStream(repairs);
        this.screen = new IncomingStream(repairs);
    }

    /// When the first picture came, or the first sound where there are no pictures.
    CompletableFuture<Long> firstMedia() {
        return firstMedia;
    }

    void onKeys(Protection keys) {
        protection = keys;
    }

    void onRtp(byte[] data, int length, long arrivedNanos) {
        if (protection == null) {
            return;
        }
        var counts = loop.counts();
        byte[] packet = loop.plain;
        int end = protection.openRtp(data, length, packet);
        if (end < 0) {
            counts.refused++;
            return;
        }
        boolean isRepeat = (packet[1] & 0x7F) == RtpWriter.REPEAT_TYPE;
        int from = RtpHeader.length(packet, end) + (isRepeat ? ORIGINAL_SEQUENCE : 0);
        if (!loop.stamp.isIntact(packet, from, end)) {
            counts.corrupt++;
            return;
        }
        var kind = Stamp.kind(packet, end);
        int source = Stamp.source(packet, end);
        long index = Stamp.index(packet, end);
        var stream = stream(kind);
        if (isRepeat) {
            counts.receivedRepeats++;
            stream.onRepeat(source, index, arrivedNanos, counts);
            return;
        }
        counts.receivedPackets++;
        counts.receivedBytes += length;
        counts.latency.record(arrivedNanos - Stamp.sentNanos(packet, end));
        if (kind == (hasPictures ? StreamKind.CAMERA : StreamKind.SOUND) && !stream.hasAny()) {
            firstMedia.complete(arrivedNanos);
        }
        stream.onPacket(source, index, arrivedNanos, counts);
        if (repairs) {
            stream.onHeader(RtpHeader.ssrc(packet), RtpHeader.sequence(packet), index);
            if (!stream.isComplete() && repair.position < 0) {
                loop.schedule.add(repair, arrivedNanos + Repair.PERIOD_NANOS);
            }
        }
    }

    void onRtcp(byte[] data, int length) {
        if (protection == null) {
            return;
        }
        byte[] packet = loop.plain;
        int end = protection.openRtcp(data, length, packet);
        if (end < 0) {
            loop.counts().refused++;
            return;
        }
        FeedbackCounts.count(packet, end, loop.counts());
        boolean asks =
                (packet[0] & 0x1F) == RtpWriter.NACK_FORMAT
                        && (packet[1] & 0xFF) == RtpWriter.FEEDBACK_TYPE;
        if (asks && repairs) {
            onAsked(packet, end);
        }
    }

    /// As [RtpWriter#nack] writes it: alone in its packet.
    private void onAsked(byte[] packet, int end) {
        int count = Math.min(ASKED_AT_ONCE, (end - 12) / 4);
        int ssrc = NetworkOrder.i32(packet, 8);
        // Repeating takes the array that this lies in.
        for (int i = 0; i < count; i++) {
            repair.numbers[i] = NetworkOrder.u16(packet, 12 + 4 * i);
        }
        for (int i = 0; i < count; i++) {
            sending.repeat(ssrc, (int) repair.numbers[i]);
        }
    }

    private IncomingStream stream(StreamKind kind) {
        return switch (kind) {
            case SOUND -> sound;
            case CAMERA -> camera;
            case SCREEN -> screen;
        };
    }

    /// Streams that are silent now, though they were heard before.
    ///
    /// @param isExpected whether the other one is there to send
    int silentStreams(boolean isExpected) {
        boolean heard = sound.hadAnyLately();
        boolean seen = camera.hadAnyLately();
        if (!isExpected || !firstMedia.isDone()) {
            return 0;
        }
        return (heard ? 0 : 1) + (seen || !hasPictures ? 0 : 1);
    }

    void close() {
        loop.schedule.remove(repair);
        firstMedia.completeExceptionally(new IOException("closed"));
    }

    /// Asks for what is missing as long as something is.
    private final class Repair extends Task {
        static final long PERIOD_NANOS = 10_000_000L;

        private final long[] numbers = new long[ASKED_AT_ONCE];

        @Override
        long run(long nowNanos) {
            ask(camera, nowNanos);
            ask(screen, nowNanos);
            boolean isComplete = camera.isComplete() && screen.isComplete();
            return isComplete ? NEVER : nowNanos + PERIOD_NANOS;
        }

        private void ask(IncomingStream stream, long nowNanos) {
            int count = stream.ask(nowNanos, numbers);
            if (count > 0) {
                sending.ask(stream.ssrc(), numbers, count);
            }
        }
    }
}
