package com.exorlive.meeting.signaling.peer;

import com.exorlive.meeting.sfucontrol.link.SealedChannel;
import com.exorlive.meeting.signaling.redis.Neighbour;
import com.exorlive.meeting.signaling.redis.RedisNode;
import com.exorlive.meeting.signaling.redis.SharedSecret;
import com.exorlive.meeting.signaling.registry.NodeName;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The ways from this node to the others: one connection to each, opened as soon as the other is
/// heard of, so that a dead one is noticed before somebody needs it. Thread-safe.
public final class Peers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Peers.class);
    private static final Duration TURN = Duration.ofMillis(250);
    private static final int CONNECT_MILLIS = 500;

    /// How long each word of a greeting between nodes may take.
    static final Duration GREET_WITHIN = Duration.ofSeconds(2);

    private final RedisNode node;
    private final SharedSecret secret;
    private final String self;
    private final LongSupplier nanos;
    private final Map<NodeName, Other> others = new ConcurrentHashMap<>();
    private final Thread worker;

    private volatile boolean closed;

    /// @param incarnation of the process that it is about
    /// @param link the connection; may have ended
    /// @param isGone whether nobody listens there, or another process than the one looked for
    private record Other(String incarnation, Optional<PeerLink> link, boolean isGone) {
        private Optional<PeerLink> openLink() {
            return link.filter(PeerLink::isOpen);
        }
    }

    /// @param self name and incarnation of this node
    public Peers(RedisNode node, SharedSecret secret, String self, LongSupplier nanos) {
        this.node = node;
        this.secret = secret;
        this.self = self;
        this.nanos = nanos;
        this.worker = Thread.ofVirtual().name("peers").start(this::run);
    }

    /// What the links between nodes are sealed with.
    static byte[] key(SharedSecret secret) {
        return secret.keyFor("links between nodes");
    }

    /// How a node names its process to others.
    public static String identity(NodeName name, String incarnation) {
        return name.value() + "/" + incarnation;
    }

    /// The connection to a node, if there is one now.
    Optional<PeerLink> to(NodeName name) {
        return Optional.ofNullable(others.get(name)).flatMap(Other::openLink);
    }

    /// Whether the node's process is not there any more, as far as this node can see: where it
    /// listened nobody does.
    public boolean isGone(Neighbour neighbour) {
        var other = others.get(neighbour.name());
        return other != null
                && other.incarnation().equals(neighbour.incarnation())
                && other.isGone()
                && other.openLink().isEmpty();
    }

    /// Whether some other node says that it may let people in.
    public boolean isAnotherReady() {
        return others.values().stream()
                .anyMatch(other -> other.openLink().filter(PeerLink::isOtherReady).isPresent());
    }

    private void run() {
        try {
            while (!closed) {
                node.neighbours().forEach(this::see);
                Thread.sleep(TURN);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void see(Neighbour neighbour) {
        var before = Optional.ofNullable(others.get(neighbour.name()));
        var same = before.filter(it -> it.incarnation().equals(neighbour.incarnation()));
        if (same.flatMap(Other::openLink).isPresent()) {
            return;
        }
        others.put(neighbour.name(), call(neighbour));
        if (same.isEmpty()) {
            before.flatMap(Other::link).ifPresent(PeerLink::close);
        }
    }

    private Other call(Neighbour neighbour) {
        var incarnation = neighbour.incarnation();
        var socket = new Socket();
        try {
            var at = neighbour.address();
            int colon = at.lastIndexOf(':');
            var host = at.substring(0, colon);
            var port = Integer.parseInt(at.substring(colon + 1));
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            var channel = SealedChannel.call(socket, key(secret), self, GREET_WITHIN);
            if (!channel.other().equals(identity(neighbour.name(), incarnation))) {
                channel.close();
                return new Other(incarnation, Optional.empty(), true);
            }
            var link = new PeerLink(channel, node::isReady, nanos);
            link.start();
            return new Other(incarnation, Optional.of(link), false);
        } catch (IOException | RuntimeException e) {
            LOG.atDebug()
                    .addKeyValue("node", neighbour.name())
                    .setCause(e)
                    .log("No way to another node");
            close(socket);
            return new Other(incarnation, Optional.empty(), e instanceof ConnectException);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It is gone either way.
        }
    }

    @Override
    public void close() {
        closed = true;
        worker.interrupt();
        others.values().forEach(other -> other.link().ifPresent(PeerLink::close));
    }
}
