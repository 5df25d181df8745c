package com.exorlive.meeting.signaling.redis;

import com.exorlive.meeting.signaling.metrics.RegistryMetrics;
import com.exorlive.meeting.signaling.protocol.MeetingId;
import com.exorlive.meeting.signaling.protocol.Seat;
import com.exorlive.meeting.signaling.registry.NodeName;
import com.exorlive.meeting.signaling.registry.RegistryUnavailableException;
import com.exorlive.meeting.signaling.registry.RequestId;
import com.exorlive.meeting.signaling.registry.RoomRegistry.Admission;
import com.exorlive.meeting.signaling.registry.RoomRegistry.Claim;
import com.exorlive.meeting.signaling.token.Subject;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// Nodes of one Redis, each a set of objects of its own, without rooms.
final class TestNodes implements AutoCloseable {
    static final Subject INGRID = new Subject("issuer", "ingrid");
    static final Subject OLA = new Subject("issuer", "ola");
    static final Subject THIRD = new Subject("issuer", "third");

    private static final SharedSecret SECRET =
            new SharedSecret("a secret of all nodes, 32 letters or more");

    private final Path directory;
    private final RedisAddress redis;
    private final List<RedisNode> nodes = new ArrayList<>();

    TestNodes(Path directory, RedisAddress redis) {
        this.directory = directory;
        this.redis = redis;
    }

    /// Starts it, and does not wait.
    RedisNode begin(String name) {
        var node =
                new RedisNode(
                        new NodeName(name),
                        "127.0.0.1:1",
                        redis,
                        SECRET,
                        directory.resolve(name + ".log"),
                        new RegistryMetrics(new PrometheusRegistry()),
                        InstantSource.system(),
                        System::nanoTime);
        nodes.add(node);
        return node;
    }

    RedisNode ready(String name) {
        var node = begin(name);
        RedisServers.await(node::isReady);
        return node;
    }

    /// Tries until Redis and its replicas have the time for it.
    static long claim(RedisNode node, MeetingId meeting) {
        var claim = new AtomicReference<Claim>();
        RedisServers.await(
                () -> {
                    try {
                        claim.set(
                                node.registry()
                                        .claim(meeting, Seat.HOST, INGRID, RequestId.random()));
                        return true;
                    } catch (RegistryUnavailableException _) {
                        return false;
                    }
                });
        return ((Claim.Owned) claim.get()).epoch();
    }

    /// Whether somebody is let in now.
    static boolean isLetIn(
            RedisNode node, MeetingId meeting, long epoch, Seat seat, Subject subject) {
        try {
            return admit(node, meeting, epoch, seat, subject) instanceof Admission.Admitted;
        } catch (RegistryUnavailableException _) {
            return false;
        }
    }

    static Admission admit(
            RedisNode node, MeetingId meeting, long epoch, Seat seat, Subject subject) {
        return node.registry().admit(meeting, epoch, seat, subject, RequestId.random());
    }

    @Override
    public void close() {
        nodes.forEach(RedisNode::close);
    }
}
