package com.exorlive.meeting.sfu.sdp;

import java.util.List;
import java.util.Map;

/// Everything in which one offer differs from another.
///
/// @param session the same in all offers of one leg
/// @param version one higher in each
/// @param direction of every section
/// @param peerSources what the other browser sends or has sent, by MID
public record Offer(
        long session,
        long version,
        String ufrag,
        String password,
        Fingerprint fingerprint,
        List<AnnouncedAddress> addresses,
        Direction direction,
        Map<String, MediaSources> peerSources) {
    public Offer {
        addresses = List.copyOf(addresses);
        peerSources = Map.copyOf(peerSources);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("an offer needs an address");
        }
    }

    @Override
    public String toString() {
        return "Offer[" + session + " " + version + "]";
    }
}
