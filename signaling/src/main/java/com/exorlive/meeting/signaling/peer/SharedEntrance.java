package com.exorlive.meeting.signaling.peer;

import com.exorlive.meeting.signaling.admission.SeatGrant;
import com.exorlive.meeting.signaling.metrics.RegistryMetrics;
import com.exorlive.meeting.signaling.protocol.ClientMessage;
import com.exorlive.meeting.signaling.registry.NodeName;
import com.exorlive.meeting.signaling.registry.RegistryUnavailableException;
import com.exorlive.meeting.signaling.registry.RoomRegistry;
import com.exorlive.meeting.signaling.registry.RoomRegistry.Place;
import com.exorlive.meeting.signaling.room.Entrance;
import com.exorlive.meeting.signaling.session.Line;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// To the rooms of all nodes: a page that called the wrong one is brought to the right one.
/// Thread-safe.
public final class SharedEntrance implements Entrance {
    private static final Logger LOG = LoggerFactory.getLogger(SharedEntrance.class);

    /// A little longer than it takes to be sure that a node is dead once its link has gone silent:
    /// who comes meanwhile waits.
    private static final Duration PATIENCE = Duration.ofMillis(3500);

    /// Whether a node is there or not is known within this.
    private static final Duration SHORT_PATIENCE = Duration.ofSeconds(1);

    private static final Duration POLL = Duration.ofMillis(100);

    private final NodeName self;
    private final Entrance here;
    private final RoomRegistry registry;
    private final Peers peers;
    private final Others others;
    private final RegistryMetrics metrics;
    private final LongSupplier nanos;

    /// What is known of the other nodes.
    public interface Others {
        /// Whether it may still have its rooms.
        boolean isAlive(NodeName node);

        /// Whether it has told nobody that it lives for longer than it should.
        boolean isLate(NodeName node);
    }

    /// @param here to the rooms of this node
    /// @param others what is known of the other nodes
    public SharedEntrance(
            NodeName self,
            Entrance here,
            RoomRegistry registry,
            Peers peers,
            Others others,
            RegistryMetrics metrics,
            LongSupplier nanos) {
        this.self = self;
        this.here = here;
        this.registry = registry;
        this.peers = peers;
        this.others = others;
        this.metrics = metrics;
        this.nanos = nanos;
    }

    @Override
    public Way hello(SeatGrant grant, Line line, String hint) {
        var until = nanos.getAsLong() + PATIENCE.toNanos();
        try {
            while (true) {
                if (!(registry.look(grant.meeting()) instanceof Place.At(var node))) {
                    return atWhoTakesIt(grant, line, hint);
                }
                if (node.equals(self)) {
                    return here.hello(grant, line, hint);
                }
                var link = peers.to(node);
                if (link.isPresent()) {
                    return counted(link.get().hello(grant, line));
                }
                if (nanos.getAsLong() - until >= 0) {
                    return counted(new Way.Busy());
                }
                Thread.sleep(POLL);
            }
        } catch (RegistryUnavailableException e) {
            LOG.atWarn().addKeyValue("meeting", grant.meeting()).setCause(e).log("No registry");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return new Way.Busy();
    }

    /// Nobody has the room. The ticket names another node than this one when this one is about to
    /// stop.
    private Way atWhoTakesIt(SeatGrant grant, Line line, String hint) {
        return named(hint)
                .flatMap(peers::to)
                .map(link -> counted(link.hello(grant, line)))
                .orElseGet(() -> here.hello(grant, line, hint));
    }

    @Override
    public Way resume(ClientMessage.Resume message, Line line, String hint) {
        var way = here.resume(message, line, hint);
        return way instanceof Way.Unknown
                ? named(hint).map(node -> elsewhere(node, message, line)).orElse(way)
                : way;
    }

    private Optional<NodeName> named(String hint) {
        return NodeName.isName(hint) && !hint.equals(self.value())
                ? Optional.of(new NodeName(hint))
                : Optional.empty();
    }

    /// Where there is no way to a node that lives, its pages may reach it themselves. One that says
    /// nothing to Redis either hangs or is dead; who waits until that is known is the first to go
    /// on elsewhere.
    private Way elsewhere(NodeName node, ClientMessage.Resume message, Line line) {
        var began = nanos.getAsLong();
        try {
            for (var asked = false; ; ) {
                var link = peers.to(node);
                if (link.isPresent()) {
                    var way = link.get().resume(message, line);
                    if (asked || !(way instanceof Way.Busy) || link.get().isOpen()) {
                        return counted(way);
                    }
                    // It went silent meanwhile.
                    asked = true;
                    began = nanos.getAsLong();
                }
                if (!others.isAlive(node)) {
                    return counted(new Way.Unknown());
                }
                var patience = others.isLate(node) ? PATIENCE : SHORT_PATIENCE;
                if (nanos.getAsLong() - began >= patience.toNanos()) {
                    return counted(new Way.Busy());
                }
                Thread.sleep(POLL);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Way.Busy();
        }
    }

    private Way counted(Way way) {
        metrics.onForwarded(
                switch (way) {
                    case Way.Open _ -> "open";
                    case Way.Unknown _ -> "unknown";
                    case Way.Busy _ -> "busy";
                });
        return way;
    }
}
