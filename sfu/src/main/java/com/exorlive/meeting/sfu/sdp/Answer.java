package com.exorlive.meeting.sfu.sdp;

import java.util.Map;

/// What counts in an answer that fits the offer.
///
/// @param sources what the browser may send, by MID
public record Answer(Fingerprint fingerprint, Map<String, MediaSources> sources) {
    public Answer {
        sources = Map.copyOf(sources);
    }
}
