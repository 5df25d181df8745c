package com.exorlive.meeting.signaling.redis;

import com.exorlive.meeting.signaling.admission.AccessEnd;
import com.exorlive.meeting.signaling.admission.GrantCodec;
import com.exorlive.meeting.signaling.admission.SeatGrant;
import com.exorlive.meeting.signaling.protocol.Secret;
import com.exorlive.meeting.signaling.protocol.SecretSource;
import com.exorlive.meeting.signaling.ticket.Tickets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Tickets that are made at one node and used at another. Redis keeps them under their hash,
/// sealed, and gives each to one node once. Thread-safe.
final class RedisTickets implements Tickets {
    private final RedisStore store;
    private final Sealer sealer;
    private final SecretSource secrets;
    private final InstantSource clock;
    private final Duration life;

    /// Tickets lie where nobody can look them through; so it is remembered whose are void, for as
    /// long as one can be out.
    private final Map<AccessEnd, Instant> ended = new ConcurrentHashMap<>();

    RedisTickets(
            RedisStore store,
            SharedSecret secret,
            SecretSource secrets,
            InstantSource clock,
            Duration life) {
        this.store = store;
        this.sealer = new Sealer(secret.keyFor("tickets"));
        this.secrets = secrets;
        this.clock = clock;
        this.life = life;
    }

    @Override
    public Optional<Secret> issue(SeatGrant grant, String origin, Secret challenge) {
        var ticket = secrets.secret();
        var name = Keys.ticket(ticket.hash().value());
        var text =
                String.join(
                        "\n",
                        clock.instant().toString(),
                        origin,
                        challenge.value(),
                        GrantCodec.write(grant));
        store.put(name, sealer.seal(text, name), life);
        return Optional.of(ticket);
    }

    @Override
    public Optional<SeatGrant> redeem(Secret ticket, Secret verifier, String origin) {
        var name = Keys.ticket(ticket.hash().value());
        return store.take(name)
                .flatMap(kept -> sealer.open(kept, name))
                .flatMap(text -> grant(text, verifier, origin));
    }

    private Optional<SeatGrant> grant(String text, Secret verifier, String origin) {
        var parts = text.split("\n", 4);
        var isGood =
                parts.length == 4
                        && parts[1].equals(origin)
                        && new Secret.Hash(parts[2]).matches(verifier);
        if (!isGood) {
            return Optional.empty();
        }
        var grant = GrantCodec.read(parts[3]);
        return isVoid(grant, Instant.parse(parts[0])) ? Optional.empty() : Optional.of(grant);
    }

    private boolean isVoid(SeatGrant grant, Instant issuedAt) {
        return ended.entrySet().stream()
                .anyMatch(end -> end.getKey().concerns(grant) && !issuedAt.isAfter(end.getValue()));
    }

    @Override
    public void revoke(AccessEnd end) {
        var now = clock.instant();
        ended.put(end, now);
        ended.values().removeIf(at -> at.plus(life).isBefore(now));
    }

    @Override
    public Duration life() {
        return life;
    }
}
