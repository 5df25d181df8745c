package com.exorlive.meeting.loadtests.janus;

import com.exorlive.meeting.sfu.ice.IceCredentials;
import com.exorlive.meeting.sfu.peer.PeerAnswer;
import com.exorlive.meeting.sfu.sdp.Fingerprint;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// The session descriptions of a participant on the VideoRoom: one sound and one picture, sent on
/// one peer connection and received on another. Payload types and extensions are those that our own
/// server offers, so that the packets are the same. The participant is the DTLS client of both, and
/// so it alone says which SRTP profile is used.
final class JanusSdp {
    private static final String AUDIO_MID = "0";
    private static final String VIDEO_MID = "1";

    private final Fingerprint fingerprint;
    private final InetSocketAddress own;

    /// @param own where the participant's packets come from
    JanusSdp(Fingerprint fingerprint, InetSocketAddress own) {
        this.fingerprint = fingerprint;
        this.own = own;
    }

    /// What Janus says of itself.
    ///
    /// @param videoSsrc of the picture that it will send, if it sends one
    record Remote(IceCredentials credentials, InetSocketAddress address, OptionalLong videoSsrc) {}

    /// @throws IllegalArgumentException if something is missing
    static Remote read(String sdp) {
        var candidate = value(sdp, "a=candidate:").split(" ", -1);
        int video = sdp.indexOf("m=video");
        int ssrc = video < 0 ? -1 : sdp.indexOf("a=ssrc:", video);
        return new Remote(
                new IceCredentials(value(sdp, "a=ice-ufrag:"), value(sdp, "a=ice-pwd:")),
                new InetSocketAddress(candidate[4], Integer.parseInt(candidate[5])),
                ssrc < 0
                        ? OptionalLong.empty()
                        : OptionalLong.of(
                                Long.parseLong(
                                        value(sdp.substring(ssrc), "a=ssrc:").split(" ", -1)[0])));
    }

    /// To publish.
    ///
    /// @param ssrcs by MID
    String offer(Map<String, List<Long>> ssrcs) {
        return lines(
                        "v=0",
                        "o=- 1 1 IN IP4 " + host(),
                        "s=-",
                        "t=0 0",
                        "a=group:BUNDLE 0 1",
                        "m=audio 9 UDP/TLS/RTP/SAVPF 111",
                        "c=IN IP4 " + host(),
                        "a=mid:0")
                + transport()
                + lines(
                        "a=rtpmap:111 opus/48000/2",
                        "a=fmtp:111 minptime=10;useinbandfec=1",
                        "a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level",
                        "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid",
                        "a=msid:call sound")
                + streams(ssrcs.getOrDefault(AUDIO_MID, List.of()))
                + lines("m=video 9 UDP/TLS/RTP/SAVPF 96 97", "c=IN IP4 " + host(), "a=mid:1")
                + transport()
                + lines(
                        "a=rtpmap:96 VP8/90000",
                        "a=rtcp-fb:96 ccm fir",
                        "a=rtcp-fb:96 nack",
                        "a=rtcp-fb:96 nack pli",
                        "a=rtcp-fb:96 goog-remb",
                        "a=rtcp-fb:96 transport-cc",
                        "a=rtpmap:97 rtx/90000",
                        "a=fmtp:97 apt=96",
                        "a=extmap:2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time",
                        "a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
                        "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid",
                        "a=msid:call picture")
                + streams(ssrcs.getOrDefault(VIDEO_MID, List.of()));
    }

    /// To receive all that is offered.
    String answer(String offer) {
        return new PeerAnswer(fingerprint, "peer", Map.of())
                .to(offer)
                .replace("a=sendonly\r\n", "a=recvonly\r\n")
                .replace("a=setup:active\r\n", "a=setup:active\r\n" + candidate());
    }

    private String transport() {
        return lines(
                        "a=sendonly",
                        "a=rtcp-mux",
                        "a=ice-ufrag:peer",
                        "a=ice-pwd:peerpeerpeerpeerpeerpeer",
                        "a=fingerprint:sha-256 " + fingerprint.value(),
                        "a=setup:active")
                + candidate();
    }

    private String candidate() {
        return lines(
                "a=candidate:1 1 udp 2130706431 " + host() + " " + own.getPort() + " typ host",
                "a=end-of-candidates");
    }

    private String host() {
        return own.getAddress().getHostAddress();
    }

    private static String streams(List<Long> ssrcs) {
        var lines = new StringBuilder();
        if (ssrcs.size() == 2) {
            lines.append(lines("a=ssrc-group:FID " + ssrcs.get(0) + " " + ssrcs.get(1)));
        }
        ssrcs.forEach(ssrc -> lines.append(lines("a=ssrc:" + ssrc + " cname:peer")));
        return lines.toString();
    }

    private static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }

    private static String value(String sdp, String prefix) {
        int at = sdp.indexOf(prefix);
        if (at < 0) {
            throw new IllegalArgumentException("Janus says no " + prefix);
        }
        return sdp.substring(at + prefix.length(), sdp.indexOf("\r\n", at));
    }
}
