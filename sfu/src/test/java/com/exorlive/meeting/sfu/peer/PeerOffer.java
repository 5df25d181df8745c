package com.exorlive.meeting.sfu.peer;

import com.exorlive.meeting.sfu.sdp.Fingerprint;
import java.util.List;
import java.util.Map;

/// Writes the offer of a browser to a media server that wants one: microphone, camera, screen and
/// its sound, as our page has them. Payload types are those that our own server offers.
///
/// @param generation counts ICE restarts
/// @param ssrcs this participant's streams, by MID
record PeerOffer(Fingerprint fingerprint, int generation, Map<String, List<Long>> ssrcs) {

    static String ufrag(int generation) {
        return "peer" + (generation == 0 ? "" : String.valueOf(generation));
    }

    String write() {
        return lines(
                        "v=0",
                        "o=- 1 " + (generation + 1) + " IN IP4 127.0.0.1",
                        "s=-",
                        "t=0 0",
                        "a=group:BUNDLE 0 1 2 3",
                        "a=msid-semantic: WMS call")
                + audio("0")
                + video("1")
                + video("2")
                + audio("3");
    }

    private String audio(String mid) {
        return lines("m=audio 9 UDP/TLS/RTP/SAVPF 111")
                + transport(mid)
                + lines(
                        "a=rtpmap:111 opus/48000/2",
                        "a=fmtp:111 minptime=10;useinbandfec=1",
                        "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid")
                + streams(mid);
    }

    private String video(String mid) {
        return lines("m=video 9 UDP/TLS/RTP/SAVPF 96 97")
                + transport(mid)
                + lines(
                        "a=rtpmap:96 VP8/90000",
                        "a=rtcp-fb:96 ccm fir",
                        "a=rtcp-fb:96 nack",
                        "a=rtcp-fb:96 nack pli",
                        "a=rtcp-fb:96 goog-remb",
                        "a=rtcp-fb:96 transport-cc",
                        "a=rtpmap:97 rtx/90000",
                        "a=fmtp:97 apt=96",
                        "a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
                        "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid")
                + streams(mid);
    }

    private String transport(String mid) {
        return lines(
                "c=IN IP4 0.0.0.0",
                "a=mid:" + mid,
                "a=sendrecv",
                "a=rtcp-mux",
                "a=rtcp-rsize",
                "a=ice-ufrag:" + ufrag(generation),
                "a=ice-pwd:peerpeerpeerpeerpeerpeer",
                "a=fingerprint:sha-256 " + fingerprint.value(),
                "a=setup:active",
                "a=msid:call track" + mid);
    }

    private String streams(String mid) {
        var own = ssrcs.getOrDefault(mid, List.of());
        var lines = new StringBuilder();
        if (own.size() == 2) {
            lines.append(lines("a=ssrc-group:FID " + own.get(0) + " " + own.get(1)));
        }
        own.forEach(ssrc -> lines.append(lines("a=ssrc:" + ssrc + " cname:peer")));
        return lines.toString();
    }

    private static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }
}
