package com.exorlive.meeting.sfu.peer;

import com.exorlive.meeting.sfu.sdp.Fingerprint;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes the answer of a browser that takes everything as it was offered.
///
/// @param ssrcs this participant's streams, by MID
public record PeerAnswer(Fingerprint fingerprint, String cname, Map<String, List<Long>> ssrcs) {

    public String to(String offer) {
        boolean isSession = true;
        String mid = "";
        StringBuilder answer = new StringBuilder();
        for (String line : offer.split("\r\n", -1)) {
            if (line.startsWith("m=")) {
                streams(answer, mid);
                isSession = false;
                mid = "";
            }
            if (line.startsWith("a=mid:")) {
                mid = line.substring(6);
            }
            if (isSession ? !line.startsWith("a=ice-lite") : isKept(line)) {
                answer.append(line).append(line.isEmpty() ? "" : "\r\n");
            }
            if (line.startsWith("c=")) {
                answer.append("a=ice-ufrag:peer\r\na=ice-pwd:peerpeerpeerpeerpeerpeer\r\n")
                        .append("a=setup:active\r\na=fingerprint:sha-256 ")
                        .append(fingerprint.value())
                        .append("\r\n");
            }
        }
        streams(answer, mid);
        return answer.toString().replace("a=sendonly\r\n", "a=recvonly\r\n");
    }

    private void streams(StringBuilder answer, String mid) {
        List<Long> own = ssrcs.getOrDefault(mid, List.of());
        if (own.size() == 2) {
            answer.append("a=ssrc-group:FID ")
                    .append(own.stream().map(String::valueOf).collect(Collectors.joining(" ")))
                    .append("\r\n");
        }
        own.forEach(
                ssrc ->
                        answer.append("a=ssrc:")
                                .append(ssrc)
                                .append(" cname:")
                                .append(cname)
                                .append("\r\n"));
    }

    private static boolean isKept(String line) {
        return !line.startsWith("a=ice-")
                && !line.startsWith("a=fingerprint")
                && !line.startsWith("a=setup")
                && !line.startsWith("a=ssrc")
                && !line.startsWith("a=msid")
                && !line.startsWith("a=candidate")
                && !line.startsWith("a=end-of");
    }
}
