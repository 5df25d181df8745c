package com.exorlive.meeting.signaling.admission;

import java.util.Map;
import java.util.Set;

/// For which organisations an issuer of tokens may speak. Core's own tokens are of all of them; an
/// identity provider of one customer that names a person of another is a mistake or an attack,
/// whatever the person is called, and whatever core knows of it (RFC 9700 section 4.4).
///
/// @param own core's
/// @param others for each other issuer, its organisations as core names them
public record IssuerReach(String own, Map<String, Set<String>> others) {
    public IssuerReach {
        others = Map.copyOf(others);
    }

    boolean isOwn(String issuer) {
        return own.equals(issuer);
    }

    /// @param organisation empty if core did not say
    boolean includes(String issuer, String organisation) {
        return isOwn(issuer)
                || (!organisation.isEmpty()
                        && others.getOrDefault(issuer, Set.of()).contains(organisation));
    }
}
