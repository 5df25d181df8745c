package com.exorlive.meeting.signaling.ticket;

import com.exorlive.meeting.signaling.admission.AccessEnd;
import com.exorlive.meeting.signaling.admission.SeatGrant;
import com.exorlive.meeting.signaling.protocol.Secret;
import java.time.Duration;
import java.util.Optional;

/// Tickets: good once, for a short while, from the same origin, for whoever knows the verifier.
/// Only their hashes are kept. Thread-safe; may block, so it is called from virtual threads.
public interface Tickets {
    /// @param challenge SHA-256 of the verifier
    /// @return empty if too many are out
    /// @throws com.exorlive.meeting.signaling.registry.RegistryUnavailableException if there is
    ///      nowhere to keep it
    Optional<Secret> issue(SeatGrant grant, String origin, Secret challenge);

    /// Uses a ticket up, whether it is accepted or not.
    ///
    /// @throws com.exorlive.meeting.signaling.registry.RegistryUnavailableException if it can't be
    ///      looked up
    Optional<SeatGrant> redeem(Secret ticket, Secret verifier, String origin);

    /// Voids what nobody has come with yet.
    void revoke(AccessEnd end);

    /// How long a ticket is good.
    Duration life();
}
