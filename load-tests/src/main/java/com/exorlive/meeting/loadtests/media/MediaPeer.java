package com.exorlive.meeting.loadtests.media;

import com.exorlive.meeting.loadtests.network.PacketFate;
import com.exorlive.meeting.sfu.dtls.DtlsTestClient;
import com.exorlive.meeting.sfu.peer.IceController;
import com.exorlive.meeting.sfu.peer.PeerAnswer;
import com.exorlive.meeting.sfu.peer.ServerOffer;
import com.exorlive.meeting.sfu.rtp.PacketKind;
import com.exorlive.meeting.sfu.rtp.RtpHeader;
import com.exorlive.meeting.sfu.srtp.SrtpKeyingMaterial;
import com.exorlive.meeting.sfu.srtp.SrtpReceiver;
import com.exorlive.meeting.sfu.srtp.SrtpSender;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The media of one page: answers offers, checks, shakes hands, then sends and receives as long as
/// the other one is there. What is public is thread-safe; all else is confined to its event loop.
public final class MediaPeer implements IceController.Output {
    /// Of the other one's streams a page keeps all that it ever saw under one key; after so many
    /// returns of the other one it would have to come anew itself.
    private static final int MAX_STREAMS = 1024;

    private static final int READS_AT_ONCE = 16;
    private static final int SECTIONS = 4;

    private final PeerContext context;
    private final MediaLoop loop;
    private final Random random;
    private final PacketFate fate;
    private final DtlsTestClient dtls;
    private final int base;
    private final CompletableFuture<Long> nominated = new CompletableFuture<>();
    private final CompletableFuture<Long> secured = new CompletableFuture<>();
    private final CompletableFuture<Long> firstMedia = new CompletableFuture<>();
    private final ByteBuffer wire = ByteBuffer.allocateDirect(2048);
    private final IncomingStream audio = new IncomingStream();
    private final IncomingStream video = new IncomingStream();
    private final List<Task> tasks;
    private final Task checks;
    private @Nullable DatagramChannel channel;
    private @Nullable IceController ice;
    private @Nullable SrtpSender sender;
    private @Nullable SrtpReceiver receiver;
    private int transportSequence;
    private boolean isOtherThere;
    private boolean isSending;
    private boolean isClosed;
    private volatile CompletableFuture<Long> restarted = new CompletableFuture<>();

    public MediaPeer(PeerContext context, MediaLoop loop, long seed) {
        this.context = context;
        this.loop = loop;
        this.random = new Random(seed);
        this.fate = new PacketFate(context.network(), seed);
        this.base = random.nextInt() << SECTIONS;
        this.dtls =
                new DtlsTestClient(
                        context.certificate(),
                        context.profiles(),
                        0,
                        datagram -> loop.execute(() -> write(datagram, datagram.length)));
        this.checks = new IceChecks();
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

    /// The browser's createAnswer. What follows from the offer begins at once.
    public String answer(String sdp) {
        var offer = ServerOffer.read(sdp);
        loop.execute(() -> onOffer(offer));
        return new PeerAnswer(context.certificate().fingerprint(), "peer", ssrcs()).to(sdp);
    }

    private Map<String, List<Long>> ssrcs() {
        long first = base & 0xFFFF_FFFFL;
        return Map.of(
                "0", List.of(first),
                "1", List.of(first + 1, first + 2),
                "2", List.of(first + 3, first + 4),
                "3", List.of(first + 5));
    }

    /// When ICE, then DTLS, then the first packet of the other one was there.
    public CompletableFuture<Long> whenNominated() {
        return nominated;
    }

    public CompletableFuture<Long> whenSecured() {
        return secured;
    }

    public CompletableFuture<Long> whenFirstMedia() {
        return firstMedia;
    }

    /// Resolves at the next nomination; to be asked for before the restart.
    public CompletableFuture<Long> nextNomination() {
        restarted = new CompletableFuture<>();
        return restarted;
    }

    /// Falls silent at once, as a tab that is gone.
    public void close() {
        loop.execute(this::shut);
    }

    private void onOffer(ServerOffer offer) {
        if (isClosed) {
            return;
        }
        long now = System.nanoTime();
        isOtherThere = offer.isActive();
        if (ice == null) {
            connect(offer, now);
        } else {
            ice.onCredentials(offer.credentials(), now);
            loop.schedule.add(checks, now);
        }
        startOrStop(now);
    }

    private void connect(ServerOffer offer, long now) {
        try {
            var opened = DatagramChannel.open();
            opened.configureBlocking(false);
            opened.connect(offer.address());
            var _ = loop.register(opened, this);
            channel = opened;
            ice = new IceController(offer.credentials(), random, now, this);
            loop.schedule.add(checks, now);
        } catch (IOException e) {
            secured.completeExceptionally(e);
        }
    }

    private void startOrStop(long now) {
        boolean shall = !isClosed && isOtherThere && sender != null;
        if (shall == isSending) {
            return;
        }
        isSending = shall;
        for (Task task : tasks) {
            if (shall) {
                // Spread out, so that not all send in the same millisecond.
                loop.schedule.add(task, now + random.nextLong(20_000_000L));
            } else {
                loop.schedule.remove(task);
            }
        }
    }

    @Override
    public void transmit(byte[] data, int length) {
        write(data, length);
    }

    @Override
    public void nominated() {
        long now = System.nanoTime();
        restarted.complete(now);
        if (nominated.complete(now)) {
            context.handshakes().run(this::shakeHands);
        }
    }

    /// On a thread of the handshakes.
    private void shakeHands() {
        try {
            dtls.handshake();
            var keys = dtls.keys().join();
            loop.execute(() -> onSecured(keys));
        } catch (IOException | RuntimeException e) {
            secured.completeExceptionally(e);
        }
    }

    private void onSecured(SrtpKeyingMaterial keys) {
        long now = System.nanoTime();
        sender = new SrtpSender(keys.profile(), keys.client());
        receiver = new SrtpReceiver(keys.profile(), keys.server(), MAX_STREAMS);
        secured.complete(now);
        startOrStop(now);
    }

    void onReadable() {
        var from = channel;
        if (from == null) {
            return;
        }
        byte[] data = loop.sealed;
        try {
            for (int i = 0; i < READS_AT_ONCE; i++) {
                wire.clear();
                int length = from.read(wire);
                if (length <= 0) {
                    return;
                }
                wire.flip();
                wire.get(data, 0, length);
                onDatagram(data, length);
            }
        } catch (IOException _) {
            // The server's port is closed now; the next packets say it in numbers.
        }
    }

    private void onDatagram(byte[] data, int length) {
        switch (PacketKind.of(data, length)) {
            case RTP -> onRtp(data, length);
            case RTCP -> onRtcp(data, length);
            case STUN -> {
                if (ice != null) {
                    ice.onDatagram(data, length, System.nanoTime());
                }
            }
            case DTLS -> dtls.onDatagram(java.util.Arrays.copyOf(data, length));
            case UNKNOWN -> counts().refused++;
        }
    }

    private void onRtp(byte[] data, int length) {
        if (receiver == null) {
            return;
        }
        byte[] packet = loop.plain;
        int end = receiver.unprotectRtp(data, length, packet);
        if (end < 0) {
            counts().refused++;
            return;
        }
        int from = RtpHeader.length(packet, end);
        if (!loop.stamp.isIntact(packet, from, end)) {
            counts().corrupt++;
            return;
        }
        long now = System.nanoTime();
        var counts = counts();
        counts.receivedPackets++;
        counts.receivedBytes += length;
        counts.latency.record(now - Stamp.sentNanos(packet, end));
        var stream = (packet[1] & 0x7F) == RtpWriter.AUDIO_TYPE ? audio : video;
        if (!stream.hasAny()) {
            onFirst(stream, now);
        }
        stream.onPacket(RtpHeader.ssrc(packet), Stamp.index(packet, end), counts);
    }

    /// The first picture counts, or the first sound where there are no pictures.
    private void onFirst(IncomingStream stream, long now) {
        if (stream == video || context.media().videoBitsPerSecond() == 0) {
            firstMedia.complete(now);
        }
    }

    private void onRtcp(byte[] data, int length) {
        if (receiver != null && receiver.unprotectRtcp(data, length, loop.plain) < 0) {
            counts().refused++;
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
        long delay = context.network().delays() ? fate.delayNanos() : 0;
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
            write(loop.sealed, length);
        }
    }

    private void write(byte[] data, int length) {
        var to = channel;
        if (to == null) {
            return;
        }
        wire.clear();
        wire.put(data, 0, length).flip();
        try {
            if (to.write(wire) == 0) {
                counts().notSent++;
            }
        } catch (IOException _) {
            counts().notSent++;
        }
    }

    /// Streams of the other one that are silent though it is there and was heard before.
    int silentStreams() {
        boolean hasSound = audio.hadAnyLately();
        boolean hasPictures = video.hadAnyLately();
        if (!isSending || !firstMedia.isDone()) {
            return 0;
        }
        boolean wantsPictures = context.media().videoBitsPerSecond() > 0;
        return (hasSound ? 0 : 1) + (hasPictures || !wantsPictures ? 0 : 1);
    }

    void addPorts(Set<Integer> own, Set<Integer> servers) {
        var open = channel;
        if (open == null) {
            return;
        }
        try {
            if (open.getLocalAddress() instanceof InetSocketAddress here
                    && open.getRemoteAddress() instanceof InetSocketAddress there) {
                own.add(here.getPort());
                servers.add(there.getPort());
            }
        } catch (IOException _) {
            // Closed meanwhile.
        }
    }

    private void shut() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        startOrStop(System.nanoTime());
        loop.schedule.remove(checks);
        loop.forget(this);
        dtls.abandon();
        secured.completeExceptionally(new IOException("closed"));
        firstMedia.completeExceptionally(new IOException("closed"));
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException _) {
            // It is gone either way.
        }
    }

    private final class IceChecks extends Task {
        private static final long BEFORE_NANOS = 20_000_000L;
        private static final long AFTER_NANOS = 500_000_000L;

        @Override
        long run(long nowNanos) {
            if (ice == null) {
                return NEVER;
            }
            ice.onTimeout(nowNanos);
            boolean isSettled = secured.isDone() && restarted.isDone();
            return nowNanos + (isSettled ? AFTER_NANOS : BEFORE_NANOS);
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
                write(loop.sealed, length);
            }
            return nowNanos + periodNanos;
        }
    }

    /// A packet on its slow way to the server.
    private final class Delayed extends Task {
        private final byte[] data;

        Delayed(byte[] data, int length) {
            this.data = java.util.Arrays.copyOf(data, length);
        }

        @Override
        long run(long nowNanos) {
            write(data, data.length);
            return NEVER;
        }
    }
}
