package com.exorlive.meeting.signaling.ticket;

import com.exorlive.meeting.edge.SteadyClock;
import com.exorlive.meeting.signaling.admission.AccessEnd;
import com.exorlive.meeting.signaling.admission.SeatGrant;
import com.exorlive.meeting.signaling.protocol.Secret;
import com.exorlive.meeting.signaling.protocol.SecretSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/// The tickets of a single node. Only their hashes are kept. Thread-safe: taking one out of the map
/// is the one moment at which it is used.
public final class InMemoryTickets implements Tickets {
    /// More than a node can seat within one life of a ticket.
    private static final int MAX_TICKETS = 20_000;

    private final SecretSource secrets;
    private final InstantSource clock;
    private final Duration life;
    private final Map<Secret.Hash, Ticket> tickets = new ConcurrentHashMap<>();
    private final AtomicReference<Instant> sweepAt = new AtomicReference<>(Instant.MIN);

    public InMemoryTickets(SecretSource secrets, InstantSource clock, Duration life) {
        this.secrets = secrets;
        this.clock = SteadyClock.from(clock);
        this.life = life;
    }

    private record Ticket(
            SeatGrant grant, String origin, Secret.Hash challenge, Instant goodUntil) {}

    @Override
    public Optional<Secret> issue(SeatGrant grant, String origin, Secret challenge) {
        var now = clock.instant();
        sweep(now);
        if (tickets.size() >= MAX_TICKETS) {
            return Optional.empty();
        }
        var ticket = secrets.secret();
        tickets.put(
                ticket.hash(),
                new Ticket(grant, origin, new Secret.Hash(challenge.value()), now.plus(life)));
        return Optional.of(ticket);
    }

    @Override
    public Optional<SeatGrant> redeem(Secret ticket, Secret verifier, String origin) {
        var found = tickets.remove(ticket.hash());
        if (found == null
                || !clock.instant().isBefore(found.goodUntil())
                || !found.origin().equals(origin)
                || !found.challenge().matches(verifier)) {
            return Optional.empty();
        }
        return Optional.of(found.grant());
    }

    @Override
    public void revoke(AccessEnd end) {
        tickets.values().removeIf(ticket -> end.concerns(ticket.grant()));
    }

    @Override
    public Duration life() {
        return life;
    }

    /// Forgets what nobody came with: once in a ticket's life, and each time when there are many.
    private void sweep(Instant now) {
        var due = sweepAt.get();
        var isDue = !now.isBefore(due) && sweepAt.compareAndSet(due, now.plus(life));
        if (isDue || tickets.size() >= MAX_TICKETS) {
            tickets.values().removeIf(ticket -> !now.isBefore(ticket.goodUntil()));
        }
    }
}
