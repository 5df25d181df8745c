package com.exorlive.meeting.sfu.sdp;

import java.util.List;
import java.util.Map;

/// One media section that every leg has, in the same place and with the same numbers.
///
/// @param mid the name on the wire (RFC 9143); short, because packets carry it
/// @param payloads payload type to codec, the first one preferred
/// @param extensions header extension id to URI (RFC 8285)
/// @param attributes lines that go with the payload types, as they are
/// @param stream the MediaStream in which the receiving browser finds the track
public record MediaSection(
        String mid,
        Kind kind,
        List<Payload> payloads,
        Map<Integer, String> extensions,
        List<String> attributes,
        String stream,
        String track) {

    public MediaSection {
        payloads = List.copyOf(payloads);
        extensions = Map.copyOf(extensions);
        attributes = List.copyOf(attributes);
    }

    /// The word of the m-line.
    public enum Kind {
        AUDIO("audio"),
        VIDEO("video");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /// A payload type and what `a=rtpmap` says of it.
    public record Payload(int type, String encoding) {}
}
