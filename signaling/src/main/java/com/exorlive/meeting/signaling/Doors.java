package com.exorlive.meeting.signaling;

import com.exorlive.meeting.edge.dpop.DpopNonces;
import com.exorlive.meeting.edge.dpop.DpopProofs;
import com.exorlive.meeting.edge.dpop.SeenProofs;
import com.exorlive.meeting.edge.issuer.TokenDemands;
import com.exorlive.meeting.edge.issuer.TrustedIssuer;
import com.exorlive.meeting.edge.outbound.BoundedHttp;
import com.exorlive.meeting.signaling.admission.IssuerReach;
import com.exorlive.meeting.signaling.peer.Several;
import com.exorlive.meeting.signaling.ticket.Possession;
import com.exorlive.meeting.signaling.token.AccessTokens;
import com.exorlive.meeting.signaling.token.IssuerKeys;
import com.exorlive.meeting.signaling.token.Issuers;
import com.exorlive.meeting.signaling.token.KeysAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Optional;
import java.util.stream.Collectors;

/// Builds what judges tokens and those who show them.
final class Doors {
    private static final String AUDIENCE = "exorlive-signaling";
    private static final String SCOPE = "meeting";

    private Doors() {}

    /// @param keys of core
    static Issuers issuers(
            SignalingSettings settings, IssuerKeys keys, BoundedHttp http, InstantSource clock) {
        var issuers = new HashMap<String, AccessTokens>();
        for (var other : settings.tokens().others()) {
            var address = KeysAddress.discoveredFrom(other.issuer());
            var itsKeys = new IssuerKeys(address, http, clock);
            issuers.put(
                    other.issuer(),
                    new AccessTokens(
                            other.issuer(),
                            other.audience(),
                            SCOPE,
                            other.demands(),
                            itsKeys,
                            clock));
        }
        var own = settings.issuer();
        issuers.put(own, new AccessTokens(own, AUDIENCE, SCOPE, TokenDemands.NONE, keys, clock));
        return new Issuers(issuers);
    }

    static IssuerReach reach(SignalingSettings settings) {
        return new IssuerReach(
                settings.issuer(),
                settings.tokens().others().stream()
                        .collect(
                                Collectors.toMap(
                                        TrustedIssuer::issuer, TrustedIssuer::organisations)));
    }

    static Possession possession(
            SignalingSettings settings, Optional<Several> several, InstantSource clock) {
        var nonces = several.map(it -> it.node().nonces());
        var seen = several.map(it -> it.node().seenProofs());
        var tokens = settings.tokens();
        var bound =
                tokens.others().stream()
                        .filter(TrustedIssuer::mustBeBound)
                        .map(TrustedIssuer::issuer)
                        .collect(Collectors.toCollection(HashSet::new));
        if (tokens.mustBeBound()) {
            bound.add(settings.issuer());
        }
        var origins = new HashSet<>(settings.origins());
        origins.add(httpOrigin(settings.webSocketUrl()));
        return new Possession(
                new DpopProofs(
                        origins,
                        nonces.orElseGet(() -> DpopNonces.ofThisProcess(clock)),
                        seen.orElseGet(SeenProofs::inMemory),
                        clock),
                who -> bound.contains(who.subject().issuer()));
    }

    /// Tickets are asked for where sockets are opened.
    private static String httpOrigin(String webSocketUrl) {
        var uri = URI.create(webSocketUrl.replaceFirst("^ws", "http"));
        return uri.getScheme() + "://" + uri.getAuthority();
    }
}
