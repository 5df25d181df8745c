package com.exorlive.meeting.sfu.sdp;

import java.util.Map;
import java.util.stream.Collectors;

/// Writes the offers that both legs get: alike but for ICE, session numbers and the peer's streams
/// (RFC 9429 section 5.2, RFC 8839, RFC 9143, RFC 8843). Pure.
public final class OfferWriter {
    private static final String CRLF = "\r\n";
    private static final long HOST_PRIORITY = 2_130_706_431L;
    private static final int PRIORITY_STEP = 256;

    private OfferWriter() {}

    public static String write(Offer offer) {
        StringBuilder sdp = new StringBuilder(4096);
        line(sdp, "v=0");
        line(sdp, "o=- " + offer.session() + " " + offer.version() + " IN IP4 0.0.0.0");
        line(sdp, "s=-");
        line(sdp, "t=0 0");
        line(sdp, "a=ice-lite");
        line(
                sdp,
                "a=group:BUNDLE "
                        + MediaProfile.SECTIONS.stream()
                                .map(MediaSection::mid)
                                .collect(Collectors.joining(" ")));
        line(sdp, "a=extmap-allow-mixed");
        line(sdp, "a=msid-semantic: WMS *");
        for (MediaSection section : MediaProfile.SECTIONS) {
            section(sdp, offer, section);
        }
        return sdp.toString();
    }

    private static void section(StringBuilder sdp, Offer offer, MediaSection section) {
        AnnouncedAddress first = offer.addresses().getFirst();
        line(
                sdp,
                "m="
                        + section.kind().word()
                        + " "
                        + first.port()
                        + " UDP/TLS/RTP/SAVPF "
                        + section.payloads().stream()
                                .map(payload -> String.valueOf(payload.type()))
                                .collect(Collectors.joining(" ")));
        line(sdp, "c=IN " + first.family() + " " + first.text());
        line(sdp, "a=rtcp-mux");
        line(sdp, "a=rtcp-rsize");
        line(sdp, "a=ice-ufrag:" + offer.ufrag());
        line(sdp, "a=ice-pwd:" + offer.password());
        line(sdp, "a=fingerprint:sha-256 " + offer.fingerprint().value());
        // Never `passive`, although we are: RFC 8842 section 5.2 wants actpass in every offer.
        line(sdp, "a=setup:actpass");
        line(sdp, "a=mid:" + section.mid());
        section.extensions().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> line(sdp, "a=extmap:" + e.getKey() + " " + e.getValue()));
        section.attributes().forEach(attribute -> line(sdp, "a=" + attribute));
        line(sdp, "a=" + offer.direction().word());
        if (offer.direction() != Direction.INACTIVE) {
            line(sdp, "a=msid:" + section.stream() + " " + section.track());
            MediaSources sources = offer.peerSources().get(section.mid());
            if (sources != null) {
                sources(sdp, sources);
            }
        }
        candidates(sdp, offer);
    }

    private static void sources(StringBuilder sdp, MediaSources sources) {
        if (sources.ssrcs().size() > 1) {
            line(
                    sdp,
                    "a=ssrc-group:FID "
                            + sources.ssrcs().stream()
                                    .map(String::valueOf)
                                    .collect(Collectors.joining(" ")));
        }
        for (long ssrc : sources.ssrcs()) {
            line(sdp, "a=ssrc:" + ssrc + " cname:" + sources.cname());
        }
    }

    private static void candidates(StringBuilder sdp, Offer offer) {
        int number = 1;
        for (AnnouncedAddress address : offer.addresses()) {
            long priority = HOST_PRIORITY - (long) (number - 1) * PRIORITY_STEP;
            line(
                    sdp,
                    "a=candidate:"
                            + number
                            + " 1 udp "
                            + priority
                            + " "
                            + address.text()
                            + " "
                            + address.port()
                            + " typ host");
            number++;
        }
        line(sdp, "a=end-of-candidates");
    }

    /// The only place where a line ends. What goes in is ours or was checked to be a word.
    private static void line(StringBuilder sdp, String line) {
        if (line.indexOf('\r') >= 0 || line.indexOf('\n') >= 0) {
            throw new IllegalStateException("a line break inside a line of SDP");
        }
        sdp.append(line).append(CRLF);
    }
}
