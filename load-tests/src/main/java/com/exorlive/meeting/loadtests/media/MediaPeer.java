package com.exorlive.meeting.loadtests.media;

import com.exorlive.meeting.sfu.dtls.DtlsTestClient;
import com.exorlive.meeting.sfu.ice.IceCredentials;
import com.exorlive.meeting.sfu.peer.IceController;
import com.exorlive.meeting.sfu.peer.PeerAnswer;
import com.exorlive.meeting.sfu.peer.ServerOffer;
import com.exorlive.meeting.sfu.rtp.PacketKind;
import com.exorlive.meeting.sfu.sdp.Fingerprint;
import com.exorlive.meeting.sfu.srtp.SrtpKeyingMaterial;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The media of one peer connection: checks, shakes hands, then sends and receives as long as the
/// other one is there. What is public is thread-safe; all else is confined to its event loop.
public final class MediaPeer implements IceController.Output, LoopMember {
    private final PeerContext context;
    private final MediaLoop loop;
    private final Random random;
    private final Link link;
    private final Sending sending;
    private final Receiving receiving;
    private final DtlsTestClient dtls;
    private final CompletableFuture<Long> nominated = new CompletableFuture<>();
    private final CompletableFuture<Long> secured = new CompletableFuture<>();
    private final Task checks = new IceChecks();
    private final IceAnswers answers;
    private @Nullable IceController ice;
    private InetSocketAddress server = new InetSocketAddress(0);
    private boolean isOtherThere;
    private boolean isClosed;
    private volatile CompletableFuture<Long> restarted = new CompletableFuture<>();

    public MediaPeer(PeerContext context, MediaLoop loop, long seed) {
        this(context, loop, Side.BOTH, seed);
    }

    public MediaPeer(PeerContext context, MediaLoop loop, Side side, long seed) {
        this.context = context;
        this.loop = loop;
        this.random = new Random(seed);
        this.link =
                new Link(
                        loop,
                        context.network(),
                        seed,
                        this::onDatagram,
                        why -> secured.completeExceptionally(new IOException(why)));
        this.answers = new IceAnswers(link);
        this.sending =
                new Sending(
                        context.media(),
                        side,
                        side.sends() && context.nextSharesScreen(),
                        loop,
                        link,
                        random);
        this.receiving = new Receiving(context.media(), loop, sending);
        this.dtls =
                new DtlsTestClient(
                        context.certificate(),
                        context.profiles(),
                        0,
                        datagram -> loop.execute(() -> link.send(datagram, datagram.length)));
    }

    /// The browser's createAnswer. What follows from the offer begins at once.
    public String answer(String sdp) {
        var offer = ServerOffer.read(sdp);
        loop.execute(() -> onOffer(offer));
        return new PeerAnswer(context.certificate().fingerprint(), "peer", sending.ssrcs()).to(sdp);
    }

    /// The own streams by the MID of their section.
    public Map<String, List<Long>> ssrcs() {
        return sending.ssrcs();
    }

    public Fingerprint fingerprint() {
        return context.certificate().fingerprint();
    }

    /// Opens the socket before the server's address is known, for an offer with a candidate.
    ///
    /// @return the own address
    public CompletableFuture<InetSocketAddress> bind(InetAddress local) {
        var bound = new CompletableFuture<InetSocketAddress>();
        loop.execute(
                () -> {
                    try {
                        bound.complete(link.bind(local));
                    } catch (IOException e) {
                        bound.completeExceptionally(e);
                    }
                });
        return bound;
    }

    /// Begins to check and to shake hands, with a server whose description came by another protocol
    /// than our own.
    ///
    /// @param ssrc of the server's stream that feedback is about, if any
    public void connect(IceCredentials credentials, InetSocketAddress address, OptionalLong ssrc) {
        ssrc.ifPresent(number -> loop.execute(() -> sending.reportOn((int) number)));
        loop.execute(() -> connect(credentials, address, System.nanoTime()));
    }

    /// Sends from now on.
    public void onOther() {
        loop.execute(
                () -> {
                    isOtherThere = true;
                    startOrStop(System.nanoTime());
                });
    }

    /// When ICE, then DTLS, then the first packet of the other one was there.
    public CompletableFuture<Long> whenNominated() {
        return nominated;
    }

    public CompletableFuture<Long> whenSecured() {
        return secured;
    }

    public CompletableFuture<Long> whenFirstMedia() {
        return receiving.firstMedia();
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
            connect(offer.credentials(), offer.address(), now);
        } else {
            ice.onCredentials(offer.credentials(), now);
            loop.schedule.add(checks, now);
        }
        startOrStop(now);
    }

    private void connect(IceCredentials credentials, InetSocketAddress address, long now) {
        try {
            link.open(address);
            loop.add(this);
            server = address;
            ice = new IceController(credentials, random, now, this);
            loop.schedule.add(checks, now);
        } catch (IOException e) {
            secured.completeExceptionally(e);
        }
    }

    private void startOrStop(long now) {
        sending.turn(!isClosed && isOtherThere, now);
    }

    @Override
    public void transmit(byte[] data, int length) {
        link.send(data, length);
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
        var protection = new SrtpProtection(keys);
        sending.onKeys(protection);
        receiving.onKeys(protection);
        secured.complete(now);
        startOrStop(now);
    }

    private void onStun(byte[] data, int length) {
        if (ice == null) {
            return;
        }
        if (IceAnswers.isRequest(data, length)) {
            answers.onRequest(data, length, server);
        } else {
            ice.onDatagram(data, length, System.nanoTime());
        }
    }

    private void onDatagram(byte[] data, int length, long arrivedNanos) {
        switch (PacketKind.of(data, length)) {
            case RTP -> receiving.onRtp(data, length, arrivedNanos);
            case RTCP -> receiving.onRtcp(data, length);
            case STUN -> onStun(data, length);
            case DTLS -> dtls.onDatagram(java.util.Arrays.copyOf(data, length));
            case UNKNOWN -> loop.counts().refused++;
        }
    }

    @Override
    public int silentStreams() {
        return receiving.silentStreams(sending.isOn());
    }

    @Override
    public void onPause() {
        startOrStop(System.nanoTime());
    }

    @Override
    public void addPorts(Set<Integer> own, Set<Integer> servers) {
        link.addPorts(own, servers);
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
        receiving.close();
        link.close();
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
}
