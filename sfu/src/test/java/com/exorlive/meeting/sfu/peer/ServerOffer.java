package com.exorlive.meeting.sfu.peer;

import com.exorlive.meeting.sfu.ice.IceCredentials;
import com.exorlive.meeting.sfu.sdp.Fingerprint;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a browser takes from the server's offer.
///
/// @param address null if its candidates come apart
/// @param ssrcs the other participant's streams, by MID
public record ServerOffer(
        IceCredentials credentials,
        Fingerprint fingerprint,
        InetSocketAddress address,
        boolean isActive,
        Map<String, List<Long>> ssrcs) {

    public static ServerOffer read(String sdp) {
        String mid = "";
        Map<String, List<Long>> ssrcs = new HashMap<>();
        for (String line : sdp.split("\r\n", -1)) {
            if (line.startsWith("a=mid:")) {
                mid = line.substring(6);
                ssrcs.put(mid, new ArrayList<>());
            } else if (line.startsWith("a=ssrc:")) {
                ssrcs.get(mid).add(Long.parseLong(line.substring(7, line.indexOf(' '))));
            }
        }
        return new ServerOffer(
                new IceCredentials(value(sdp, "a=ice-ufrag:"), value(sdp, "a=ice-pwd:")),
                Fingerprint.parse(value(sdp, "a=fingerprint:")).orElseThrow(),
                sdp.contains("a=candidate:") ? address(value(sdp, "a=candidate:")) : null,
                sdp.contains("a=sendrecv\r\n"),
                ssrcs);
    }

    /// @param candidate with or without the word itself
    static InetSocketAddress address(String candidate) {
        String[] words = candidate.split(" ", -1);
        return new InetSocketAddress(words[4], Integer.parseInt(words[5]));
    }

    private static String value(String sdp, String prefix) {
        int at = sdp.indexOf(prefix) + prefix.length();
        return sdp.substring(at, sdp.indexOf("\r\n", at));
    }
}
