package com.exorlive.meeting.signaling.redis;

import com.exorlive.meeting.signaling.registry.NodeName;
import com.exorlive.meeting.signaling.registry.RegistryUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This node's word that it lives, said again four times a second, and what the others last said. A
/// node that could not say it for four seconds by its own clock, which no step of the time and no
/// stop of the process deceives, no longer counts on owning anything. Thread-safe.
final class NodeLease {
    private static final Logger LOG = LoggerFactory.getLogger(NodeLease.class);

    /// How long others wait for a node that says nothing. Shorter takes rooms from a node that
    /// only pauses; longer keeps people waiting after a crash that nobody saw.
    static final Duration LIFE = Duration.ofSeconds(6);

    /// Less than `LIFE` by more than a command can take.
    static final Duration FRESH = Duration.ofSeconds(4);

    private final NodeName name;
    private final String address;
    private final String incarnation = UUID.randomUUID() + Versions.OURS.mark();
    private final RedisStore store;
    private final LongSupplier nanos;

    private volatile View view;
    private volatile boolean draining;
    private volatile Turn lastTurn = Turn.RENEWED;
    private volatile boolean isWhole;

    /// @param saidNanos when the answer was asked for
    private record View(boolean isKnown, long saidNanos, long redisMillis, List<Neighbour> nodes) {}

    NodeLease(NodeName name, String address, RedisStore store, LongSupplier nanos) {
        this.name = name;
        this.address = address;
        this.store = store;
        this.nanos = nanos;
        this.view = new View(false, nanos.getAsLong(), 0, List.of());
    }

    /// What a turn of the lease brought to light.
    enum Turn {
        RENEWED,
        /// Redis did not know this node, although it should: it may have lost more than that.
        FORGOTTEN,
        /// Another process has this name.
        TAKEN,
        /// A node that was here first is of a version that can't be together with this one.
        APART
    }

    /// Says once that this node lives.
    ///
    /// @throws RegistryUnavailableException if Redis can't be asked
    Turn renew() {
        var said = nanos.getAsLong();
        var answer =
                store.run(
                        Script.NODE,
                        List.of(Keys.NODES),
                        name.value(),
                        incarnation,
                        address,
                        draining ? "1" : "0",
                        Long.toString(LIFE.toMillis()),
                        Long.toString(Neighbour.LATE.toMillis()),
                        Long.toString(view.redisMillis()));
        isWhole = text(answer, 0).equals("whole");
        var turn =
                switch (text(answer, 0)) {
                    case "whole", "known" -> Turn.RENEWED;
                    case "taken" -> Turn.TAKEN;
                    case "apart" -> Turn.APART;
                    default -> Turn.FORGOTTEN;
                };
        switch (turn) {
            case RENEWED, FORGOTTEN ->
                    view = new View(true, said, Long.parseLong(text(answer, 1)), nodes(answer));
            case TAKEN -> sayOnce(turn, name.value(), "Another process has this node's name");
            case APART -> sayOnce(turn, text(answer, 1), "Of a version that can't be beside ours");
        }
        lastTurn = turn;
        return turn;
    }

    /// Whether Redis still had what it answered this node before the last turn.
    boolean isWhole() {
        return isWhole;
    }

    private void sayOnce(Turn turn, String node, String what) {
        if (turn != lastTurn) {
            LOG.atError().addKeyValue("node", node).log(what);
        }
    }

    private static List<Neighbour> nodes(List<Object> answer) {
        var nodes = new ArrayList<Neighbour>();
        for (int i = 2; i + 1 < answer.size(); i += 2) {
            nodes.add(Neighbour.read(text(answer, i), text(answer, i + 1)));
        }
        return nodes;
    }

    private static String text(List<Object> answer, int index) {
        return String.valueOf(answer.get(index));
    }

    /// Goes away for good; quietly, because the lease ends by itself as well.
    void leave() {
        try {
            store.run(Script.LEAVE, List.of(Keys.NODES), name.value(), incarnation);
        } catch (RegistryUnavailableException e) {
            LOG.atDebug().setCause(e).log("Left without a word");
        }
    }

    void drain() {
        draining = true;
    }

    boolean isDraining() {
        return draining;
    }

    NodeName name() {
        return name;
    }

    String incarnation() {
        return incarnation;
    }

    /// Whether this node may still decide who comes in.
    boolean isFresh() {
        var seen = view;
        return seen.isKnown() && age(seen).compareTo(FRESH) < 0;
    }

    /// How long ago this node last said that it lives.
    Duration age() {
        return age(view);
    }

    private Duration age(View seen) {
        return Duration.ofNanos(nanos.getAsLong() - seen.saidNanos());
    }

    /// The others that live, as far as this node can know.
    List<Neighbour> neighbours() {
        var seen = view;
        long now = redisMillis(seen);
        return seen.nodes().stream()
                .filter(node -> !node.name().equals(name) && node.isAlive(now))
                .toList();
    }

    Optional<Neighbour> neighbour(NodeName other) {
        return neighbours().stream().filter(node -> node.name().equals(other)).findFirst();
    }

    /// Whether it is dead if nobody listens there either. By Redis's last word alone: while Redis
    /// says nothing, nobody can be heard.
    boolean isSilent(Neighbour node) {
        return isFresh() && node.isSilent(view.redisMillis());
    }

    /// Whether it has said nothing for longer than a pause takes.
    boolean isLate(Neighbour node) {
        return isFresh() && node.isLate(redisMillis(view));
    }

    private long redisMillis(View seen) {
        return seen.redisMillis() + age(seen).toMillis();
    }
}
