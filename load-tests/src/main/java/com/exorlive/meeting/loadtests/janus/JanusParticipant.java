package com.exorlive.meeting.loadtests.janus;

import com.exorlive.meeting.loadtests.load.Attendance;
import com.exorlive.meeting.loadtests.load.Generator;
import com.exorlive.meeting.loadtests.load.StepFailedException;
import com.exorlive.meeting.loadtests.load.Waiting;
import com.exorlive.meeting.loadtests.media.MediaPeer;
import com.exorlive.meeting.loadtests.media.Side;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;

/// One participant in a room of Janus: publishes on one peer connection, subscribes on another.
/// Used by one thread, which it blocks.
final class JanusParticipant implements Attendance {
    private final JanusClient janus;
    private final JanusRoom room;
    private final InetAddress own;
    private final boolean isHost;
    private final long beganNanos = System.nanoTime();
    private final MediaPeer outgoing;
    private final MediaPeer incoming;
    private final long publisher;
    private final long subscriber;
    private long privateId;
    private boolean isGone;

    JanusParticipant(
            Generator generator,
            JanusClient janus,
            JanusRoom room,
            InetAddress own,
            boolean isHost,
            long seed)
            throws InterruptedException {
        this.janus = janus;
        this.room = room;
        this.own = own;
        this.isHost = isHost;
        // Both on one loop, as the one peer connection with our own server is.
        var loop = generator.nextLoop();
        this.outgoing = new MediaPeer(generator.peers(), loop, Side.SENDS, seed);
        this.incoming = new MediaPeer(generator.peers(), loop, Side.RECEIVES, seed + 1);
        this.publisher = janus.attach();
        this.subscriber = janus.attach();
    }

    /// Joins the room, and returns when Janus receives.
    void publish() throws InterruptedException {
        var id = room.name() + (isHost ? "-host" : "-invitee");
        var joined =
                janus.say(
                        publisher,
                        Map.of(
                                "request",
                                "join",
                                "ptype",
                                "publisher",
                                "room",
                                room.name(),
                                "id",
                                id));
        privateId = joined.plugin().path("private_id").asLong(0);
        var sdp = description(outgoing);
        var answer =
                janus.say(
                        publisher,
                        Map.of("request", "publish"),
                        "offer",
                        sdp.offer(outgoing.ssrcs()));
        connect(outgoing, answer.sdp());
        Waiting.await(janus.whenConnected(publisher), "connection to publish on");
        outgoing.onOther();
        room.feed(isHost).complete(id);
    }

    private JanusSdp description(MediaPeer peer) throws InterruptedException {
        return new JanusSdp(peer.fingerprint(), Waiting.await(peer.bind(own), "UDP socket"));
    }

    private static void connect(MediaPeer peer, String sdp) throws InterruptedException {
        var remote = JanusSdp.read(sdp);
        peer.connect(remote.credentials(), remote.address(), remote.videoSsrc());
        Waiting.await(peer.whenSecured(), "DTLS handshake");
    }

    private void subscribe() throws InterruptedException {
        var feed = Waiting.await(room.feed(!isHost), "feed of the other one");
        var attached =
                janus.say(
                        subscriber,
                        Map.of(
                                "request",
                                "join",
                                "ptype",
                                "subscriber",
                                "room",
                                room.name(),
                                "private_id",
                                privateId,
                                "streams",
                                List.of(Map.of("feed", feed))));
        var sdp = description(incoming);
        janus.say(subscriber, Map.of("request", "start"), "answer", sdp.answer(attached.sdp()));
        connect(incoming, attached.sdp());
        // Its reports go out from now on.
        incoming.onOther();
    }

    @Override
    public long beganNanos() {
        return beganNanos;
    }

    @Override
    public long awaitMedia() throws InterruptedException {
        subscribe();
        return Waiting.await(incoming.whenFirstMedia(), "first picture");
    }

    @Override
    public void restartIce() {
        throw new StepFailedException("nothing of that kind is done with Janus");
    }

    @Override
    public void loseSocket() {
        throw new StepFailedException("nothing of that kind is done with Janus");
    }

    @Override
    public void end() throws InterruptedException {
        leave();
        janus.say(
                janus.attach(),
                Map.of("request", "destroy", "room", room.name(), "secret", JanusRoom.SECRET));
    }

    @Override
    public void leave() {
        if (!isGone) {
            isGone = true;
            janus.detach(publisher);
            janus.detach(subscriber);
            outgoing.close();
            incoming.close();
        }
    }
}
