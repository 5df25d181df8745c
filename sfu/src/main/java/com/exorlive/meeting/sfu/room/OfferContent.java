package com.exorlive.meeting.sfu.room;

import com.exorlive.meeting.sfu.ice.IceCredentials;
import com.exorlive.meeting.sfu.sdp.Direction;
import com.exorlive.meeting.sfu.sdp.MediaSources;
import java.util.Map;

/// What an offer says to one leg: as long as it is the same, there is nothing to negotiate.
record OfferContent(
        IceCredentials credentials, Direction direction, Map<String, MediaSources> peerSources) {
    OfferContent {
        peerSources = Map.copyOf(peerSources);
    }
}
