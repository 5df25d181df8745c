package com.exorlive.meeting.signaling.turn;

import com.exorlive.meeting.signaling.protocol.IceServer;
import com.exorlive.meeting.signaling.protocol.Seat;
import com.exorlive.meeting.signaling.protocol.SecretSource;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The TURN credentials of one room: one pseudonym for each seat, and when its page last got
/// credentials. A page gathers candidates when it is offered something, so it is given new ones
/// ahead of an offer when the old ones have lived half their life (docs/protocol.md 7.1).
/// Confined to its room's thread.
public final class RoomCredentials {
    private final TurnServers servers;
    private final SecretSource secrets;
    private final Map<Seat, Pseudonym> pseudonyms = new EnumMap<>(Seat.class);
    private final Map<Seat, Instant> issuedAt = new EnumMap<>(Seat.class);

    public RoomCredentials(TurnServers servers, SecretSource secrets) {
        this.servers = servers;
        this.secrets = secrets;
    }

    /// For a page that has just been let in. Empty if there is no TURN server.
    public List<IceServer> issue(Seat seat, Instant now) {
        issuedAt.put(seat, now);
        var pseudonym = pseudonyms.computeIfAbsent(seat, _ -> new Pseudonym(secrets.letters()));
        return servers.issue(pseudonym, now);
    }

    /// For a page that is about to be offered something; nothing if what it has will do.
    public Optional<List<IceServer>> renew(Seat seat, Instant now) {
        var issued = issuedAt.get(seat);
        if (servers.isNone()
                || (issued != null && now.isBefore(issued.plus(servers.life().dividedBy(2))))) {
            return Optional.empty();
        }
        return Optional.of(issue(seat, now));
    }
}
