package com.exorlive.meeting.signaling.peer;

import com.exorlive.meeting.signaling.metrics.RegistryMetrics;
import com.exorlive.meeting.signaling.redis.Neighbour;
import com.exorlive.meeting.signaling.redis.RedisAddress;
import com.exorlive.meeting.signaling.redis.RedisNode;
import com.exorlive.meeting.signaling.redis.SharedSecret;
import com.exorlive.meeting.signaling.registry.NodeName;
import com.exorlive.meeting.signaling.registry.RoomRegistry;
import com.exorlive.meeting.signaling.registry.RoomRegistry.Place;
import com.exorlive.meeting.signaling.room.Entrance;
import com.exorlive.meeting.signaling.ticket.SocketUrls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.LongSupplier;

/// What a node has when it is one of several: the registry in Redis, and the ways to the other
/// nodes. Thread-safe.
public final class Several implements AutoCloseable {
    private final NodeName name;
    private final RegistryMetrics metrics;
    private final LongSupplier nanos;
    private final PeerServer server;
    private final RedisNode node;
    private final Peers peers;

    private volatile boolean draining;

    /// @param name of this node, and of no other
    /// @param bind where other nodes are listened for
    /// @param host by which other nodes reach this one
    /// @param secret that all nodes know
    public record Membership(
            NodeName name,
            RedisAddress redis,
            InetAddress bind,
            int port,
            String host,
            SharedSecret secret) {}

    /// @param nanos a clock that never goes back and does not stop with the process
    /// @throws UncheckedIOException if the port for other nodes can't be had
    public Several(
            Membership membership,
            Path tombstoneFile,
            RegistryMetrics metrics,
            InstantSource clock,
            LongSupplier nanos) {
        this.name = membership.name();
        this.metrics = metrics;
        this.nanos = nanos;
        var secret = membership.secret();
        try {
            server = new PeerServer(membership.bind(), membership.port(), secret, nanos);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "port " + membership.port() + " for other nodes can't be had", e);
        }
        node =
                new RedisNode(
                        name,
                        membership.host() + ":" + server.port(),
                        membership.redis(),
                        secret,
                        tombstoneFile,
                        metrics,
                        clock,
                        nanos);
        peers = new Peers(node, secret, identity(), nanos);
        node.considerDead(peers::isGone);
    }

    private String identity() {
        return Peers.identity(name, node.incarnation());
    }

    public RoomRegistry registry() {
        return node.registry();
    }

    public RedisNode node() {
        return node;
    }

    /// Lets pages of other nodes into the rooms of this one, and those of this one into the rooms
    /// of others.
    ///
    /// @param here to the rooms of this node
    public Entrance open(Entrance here) {
        server.start(identity(), here, node::isReady);
        return new SharedEntrance(name, here, node.registry(), peers, new Known(), metrics, nanos);
    }

    private final class Known implements SharedEntrance.Others {
        @Override
        public boolean isAlive(NodeName other) {
            return node.neighbour(other).filter(it -> !peers.isGone(it)).isPresent();
        }

        @Override
        public boolean isLate(NodeName other) {
            return node.neighbour(other).filter(node::isLate).isPresent();
        }
    }

    /// A URL for each node below the common one, so that a load balancer can bring a page straight
    /// to its room.
    public SocketUrls urls(String base) {
        return place ->
                switch (place) {
                    case Place.At(var owner) -> Optional.of(base + "/" + owner);
                    case Place.Here _ -> taker().map(taker -> base + "/" + taker);
                    case Place.Over _ -> Optional.empty();
                };
    }

    /// Who may take a room that nobody has.
    private Optional<NodeName> taker() {
        return draining
                ? node.neighbours().stream()
                        .filter(neighbour -> !neighbour.isDraining())
                        .map(Neighbour::name)
                        .min(Comparator.comparing(NodeName::value))
                : Optional.of(name);
    }

    /// Whether a load balancer should send people here. A node that has lost Redis is still good
    /// for those whose rooms it has, when there is no better one.
    public boolean isReady() {
        return node.isReady() || (node.isCutOff() && !peers.isAnotherReady());
    }

    /// Has other nodes take what comes.
    public void drain() {
        draining = true;
        node.drain();
    }

    @Override
    public void close() {
        peers.close();
        server.close();
        node.close();
    }
}
