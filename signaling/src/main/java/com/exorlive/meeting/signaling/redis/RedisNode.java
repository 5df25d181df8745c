package com.exorlive.meeting.signaling.redis;

import com.exorlive.meeting.edge.Turns;
import com.exorlive.meeting.edge.dpop.DpopNonces;
import com.exorlive.meeting.edge.dpop.SeenProofs;
import com.exorlive.meeting.signaling.metrics.RegistryMetrics;
import com.exorlive.meeting.signaling.protocol.SecretSource;
import com.exorlive.meeting.signaling.registry.NodeName;
import com.exorlive.meeting.signaling.registry.RegistryUnavailableException;
import com.exorlive.meeting.signaling.registry.RoomRegistry;
import com.exorlive.meeting.signaling.ticket.Tickets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One of several nodes that share a Redis: its registry, its tickets, its lease, and the one
/// thread that keeps them fresh. Thread-safe.
public final class RedisNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisNode.class);

    /// How soon another node's death is believed depends on it; each turn is one small script.
    private static final Duration TURN = Duration.ofMillis(250);

    /// How soon after a turn that failed there is another one: people wait at the door meanwhile.
    private static final Duration SOON = Duration.ofMillis(200);

    /// An id is of a whole second: one of the second in which Redis began to remember may be older
    /// than that, and would never be let in.
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final String AWAY = "Redis can't be asked: ";

    /// Rooms are renewed each so many turns.
    private static final int ROOMS_EACH = 8;

    /// Redis is looked at anew each so many turns, because a setting can be changed while it runs.
    private static final int SETUP_EACH = 120;

    private final LongSupplier nanos;
    private final SharedSecret secret;
    private final InstantSource clock;
    private final RedisStore store;
    private final NodeLease lease;
    private final Tombstones tombstones;
    private final RedisRoomRegistry registry;
    private final AtomicBoolean mistrusted = new AtomicBoolean(true);
    private final Semaphore woken = new Semaphore(0);
    private final Thread worker;

    private volatile boolean closed;
    private volatile Optional<String> fault = Optional.of("Redis has not been reached yet");
    private volatile boolean wasReady;
    private volatile boolean isCutOff;
    private Optional<String> setupFault = Optional.empty();

    /// Of the server as it was before it went away: what it had answered was on its disk.
    private boolean wroteAtOnce;

    /// When Redis last began to remember because we asked it.
    private long begunNanos;

    private long turns;

    /// Starts at once; ready when Redis has been reached, is set up as it must be, and remembers
    /// for long enough that it takes an id that is made now.
    ///
    /// @param address host and port where other nodes reach this one
    /// @param nanos a clock that never goes back and does not stop with the process
    public RedisNode(
            NodeName name,
            String address,
            RedisAddress redis,
            SharedSecret secret,
            Path tombstoneFile,
            RegistryMetrics metrics,
            InstantSource clock,
            LongSupplier nanos) {
        this.nanos = nanos;
        this.begunNanos = nanos.getAsLong() - SECOND.toNanos();
        this.secret = secret;
        this.clock = clock;
        store = new RedisStore(redis, metrics, nanos, this::onConnected);
        lease = new NodeLease(name, address, store, nanos);
        tombstones = new Tombstones(tombstoneFile, store, lease, clock);
        registry = new RedisRoomRegistry(store, lease, tombstones, secret, metrics, nanos);
        metrics.show(
                "registry_lease_age_seconds",
                "How long ago this node last renewed its lease; over 4 it lets nobody in",
                () -> lease.age().toMillis() / 1000.0);
        metrics.show("registry_rooms_held", "Rooms that this node owns", registry::held);
        metrics.show(
                "registry_ends_untold",
                "Ended meetings that Redis has not been heard to know",
                tombstones::untold);
        metrics.show(
                "registry_ready",
                "Whether this node may take new meetings",
                () -> isReady() ? 1 : 0);
        metrics.show("nodes", "Nodes alive, with this one", () -> lease.neighbours().size() + 1);
        worker = Thread.ofVirtual().name("registry").start(this::run);
    }

    public RoomRegistry registry() {
        return registry;
    }

    /// @param test whether a node that is late can't be reached either
    public void considerDead(Predicate<Neighbour> test) {
        registry.considerDead(test);
    }

    public List<Neighbour> neighbours() {
        return lease.neighbours();
    }

    public Optional<Neighbour> neighbour(NodeName name) {
        return lease.neighbour(name);
    }

    /// Whether it has not renewed its lease for longer than a pause takes.
    public boolean isLate(Neighbour neighbour) {
        return lease.isLate(neighbour);
    }

    /// What tells this process from an earlier one of its name.
    public String incarnation() {
        return lease.incarnation();
    }

    /// Has other nodes know that this one takes no new rooms.
    public void drain() {
        lease.drain();
    }

    /// Whether this node may let people in now.
    public boolean isReady() {
        return fault.isEmpty() && lease.isFresh();
    }

    /// What is wrong, in the operator's words; empty if nothing is.
    String whyNot() {
        return fault.orElse("");
    }

    /// Whether nothing is wrong but that Redis, which was there, is away: then pages may still
    /// come back to their rooms here.
    public boolean isCutOff() {
        return isCutOff;
    }

    /// Tickets that every node can take.
    public Tickets tickets(SecretSource secrets, Duration life) {
        return new RedisTickets(store, secret, secrets, clock, life);
    }

    /// Proofs that were used at any node.
    public SeenProofs seenProofs() {
        return (name, memory) -> store.putFirst(Keys.proof(name), memory);
    }

    /// Turns that all nodes count together.
    ///
    /// @param what is counted, in a word
    public Turns turns(String what, int times, Duration period) {
        return turns(what, times, period, SharedTurns.PATIENCE);
    }

    Turns turns(String what, int times, Duration period, Duration patience) {
        var key = secret.keyFor("turns");
        return new SharedTurns(store, key, what, times, period, patience);
    }

    /// Nonces that every node takes.
    public DpopNonces nonces() {
        return new DpopNonces(secret.keyFor("dpop-nonces"), clock);
    }

    /// There is a way to Redis again: nobody at the door waits for the next second.
    private void onConnected() {
        mistrusted.set(true);
        woken.release();
    }

    private void run() {
        try {
            while (!closed) {
                var before = nanos.getAsLong();
                var rest = turnOrSay() ? TURN : SOON;
                var left = rest.toNanos() - (nanos.getAsLong() - before);
                if (woken.tryAcquire(left, TimeUnit.NANOSECONDS)) {
                    woken.drainPermits();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean turnOrSay() {
        try {
            turn();
            return true;
        } catch (RegistryUnavailableException e) {
            LOG.atDebug().setCause(e).log("Redis can't be asked");
            store.giveUpSilence();
            isCutOff = wasReady;
            say(Optional.of(AWAY + e.getMessage()));
            return false;
        } catch (RuntimeException bug) {
            LOG.atError().setCause(bug).log("A turn of the registry broke");
            return true;
        }
    }

    private void turn() {
        store.connect();
        if (turns % SETUP_EACH == 0 || fault.isPresent()) {
            setupFault = store.fault();
        }
        var turn = lease.renew();
        switch (turn) {
            case TAKEN -> say(Optional.of("another process has this node's name"));
            case APART ->
                    say(
                            Optional.of(
                                    "a node of a version that can't be beside this one is still"
                                            + " there: stop it first"));
            case RENEWED, FORGOTTEN -> goOn(turn == NodeLease.Turn.FORGOTTEN);
        }
    }

    private void goOn(boolean isForgotten) {
        if (wasReady || setupFault.isPresent()) {
            say(setupFault);
        }
        isCutOff = false;
        wroteAtOnce &= lease.isWhole();
        var isAnew = mistrusted.get() || isForgotten;
        if (isAnew) {
            mistrusted.set(false);
            tombstones.mistrust();
            beginErasOrStayMistrustful();
        }
        if (!wasReady && !mistrusted.get() && nanos.getAsLong() - begunNanos > SECOND.toNanos()) {
            say(setupFault);
        }
        tombstones.tell();
        if (isAnew || turns % ROOMS_EACH == 0) {
            registry.renewRooms();
        }
        if (!mistrusted.get()) {
            wroteAtOnce = store.writesAtOnce();
        }
        turns++;
    }

    /// Says since when Redis remembers, before anybody asks: else it would seem to begin with the
    /// first meeting that somebody comes to.
    private void beginErasOrStayMistrustful() {
        var known = new AtomicInteger();
        var isWhole = wroteAtOnce && store.writesAtOnce() ? "1" : "0";
        var questions =
                Keys.parts().stream()
                        .map(part -> new RedisStore.Question(Script.ERA, part, List.of(isWhole)))
                        .toList();
        try {
            store.runAll(
                    questions,
                    (_, answer) -> {
                        known.incrementAndGet();
                        if (String.valueOf(answer.getFirst()).equals("begun")) {
                            begunNanos = nanos.getAsLong();
                        }
                    });
        } finally {
            if (known.get() < questions.size()) {
                mistrusted.set(true);
            }
        }
    }

    private void say(Optional<String> found) {
        var isStillAway = isAway(found) && isAway(fault);
        if (!found.equals(fault) && !isStillAway) {
            found.ifPresentOrElse(
                    why -> LOG.atError().addKeyValue("why", why).log("No new meetings"),
                    () -> LOG.atInfo().log("Redis is there and set up as it must be"));
        }
        fault = found;
        wasReady |= found.isEmpty();
    }

    /// Why in particular changes from moment to moment; that is nothing to wake somebody for.
    private static boolean isAway(Optional<String> found) {
        return found.filter(why -> why.startsWith(AWAY)).isPresent();
    }

    @Override
    public void close() {
        closed = true;
        try {
            worker.join(TURN.multipliedBy(16));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        lease.leave();
        store.close();
        tombstones.close();
    }
}
