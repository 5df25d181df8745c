package com.exorlive.meeting.loadtests.media;

import com.exorlive.meeting.sfu.rtp.RtpHeader;
import com.exorlive.meeting.sfu.srtp.SrtpKeyingMaterial;
import com.exorlive.meeting.sfu.srtp.SrtpReceiver;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// What one participant gets from the other: opened, looked at, counted. Confined to its event
/// loop.
final class Receiving {
    /// Of the other one's streams a page keeps all that it ever saw under one key; after so many
    /// returns of the other one it would have to come anew itself.
    private static final int MAX_STREAMS = 1024;

    private final MediaLoop loop;
    private final boolean hasPictures;
    private final CompletableFuture<Long> firstMedia = new CompletableFuture<>();
    private final IncomingStream audio = new IncomingStream();
    private final IncomingStream video = new IncomingStream();
    private @Nullable SrtpReceiver receiver;

    Receiving(MediaSpec media, MediaLoop loop) {
        this.loop = loop;
        this.hasPictures = media.videoBitsPerSecond() > 0;
    }

    /// When the first picture came, or the first sound where there are no pictures.
    CompletableFuture<Long> firstMedia() {
        return firstMedia;
    }

    void onKeys(SrtpKeyingMaterial keys) {
        receiver = new SrtpReceiver(keys.profile(), keys.server(), MAX_STREAMS);
    }

    void onRtp(byte[] data, int length) {
        if (receiver == null) {
            return;
        }
        var counts = loop.counts();
        byte[] packet = loop.plain;
        int end = receiver.unprotectRtp(data, length, packet);
        if (end < 0) {
            counts.refused++;
            return;
        }
        int from = RtpHeader.length(packet, end);
        if (!loop.stamp.isIntact(packet, from, end)) {
            counts.corrupt++;
            return;
        }
        long now = System.nanoTime();
        counts.receivedPackets++;
        counts.receivedBytes += length;
        counts.latency.record(now - Stamp.sentNanos(packet, end));
        var stream = (packet[1] & 0x7F) == RtpWriter.AUDIO_TYPE ? audio : video;
        if (!stream.hasAny() && (stream == video || !hasPictures)) {
            firstMedia.complete(now);
        }
        stream.onPacket(RtpHeader.ssrc(packet), Stamp.index(packet, end), counts);
    }

    void onRtcp(byte[] data, int length) {
        if (receiver != null && receiver.unprotectRtcp(data, length, loop.plain) < 0) {
            loop.counts().refused++;
        }
    }

    /// Streams that are silent now, though they were heard before.
    ///
    /// @param isExpected whether the other one is there to send
    int silentStreams(boolean isExpected) {
        boolean heard = audio.hadAnyLately();
        boolean seen = video.hadAnyLately();
        if (!isExpected || !firstMedia.isDone()) {
            return 0;
        }
        return (heard ? 0 : 1) + (seen || !hasPictures ? 0 : 1);
    }

    void close() {
        firstMedia.completeExceptionally(new IOException("closed"));
    }
}
