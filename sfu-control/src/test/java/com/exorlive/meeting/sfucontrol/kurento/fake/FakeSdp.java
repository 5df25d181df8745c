package com.exorlive.meeting.sfucontrol.kurento.fake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Makes Kurento's descriptions of those of the embedded media server, and back: one sound and one
/// picture instead of four sections, other names, candidates apart, no retransmission payloads.
///
/// One thing is not Kurento's: `a=ice-lite` stays, because the media server behind it is.
final class FakeSdp {
    private static final String END = "\r\n";

    private FakeSdp() {}

    static List<String> candidates(String offer) {
        return offer.lines()
                .filter(line -> line.startsWith("a=candidate:"))
                .map(line -> line.substring(2))
                .distinct()
                .toList();
    }

    /// @param hasAllCodecs as with Kurento's own SdpEndpoint.conf.json
    static String offer(String embedded, boolean hasAllCodecs) {
        var sections = sections(embedded);
        var text = new StringBuilder();
        for (var line : sections.getFirst()) {
            text.append(line.startsWith("a=group:") ? "a=group:BUNDLE audio0 video0" : line)
                    .append(END);
        }
        section(text, sections.get(1), "audio0", "opus/48000/2", hasAllCodecs ? "PCMU/8000" : "");
        section(text, sections.get(2), "video0", "VP8/90000", hasAllCodecs ? "H264/90000" : "");
        return text.toString();
    }

    private static void section(
            StringBuilder text, List<String> lines, String mid, String codec, String other) {
        var number = payload(lines, codec);
        var words = lines.getFirst().split(" ", -1);
        text.append(String.join(" ", words[0], "1", words[2]))
                .append(other.isEmpty() ? "" : " 98")
                .append(" ")
                .append(number)
                .append(END);
        for (var line : lines.subList(1, lines.size())) {
            if (isKept(line, number)) {
                text.append(direction(line)).append(END);
            }
        }
        if (!other.isEmpty()) {
            text.append("a=rtpmap:98 ").append(other).append(END);
        }
        text.append("a=mid:").append(mid).append(END);
    }

    private static String direction(String line) {
        return line.equals("a=inactive") || line.equals("a=sendonly") ? "a=sendrecv" : line;
    }

    private static boolean isKept(String line, String number) {
        if (line.startsWith("a=rtpmap:")
                || line.startsWith("a=fmtp:")
                || line.startsWith("a=rtcp-fb:")) {
            return line.split("[: ]", -1)[1].equals(number) && !line.contains("transport-cc");
        }
        return !line.startsWith("a=candidate")
                && !line.startsWith("a=end-of")
                && !line.startsWith("a=mid:")
                && !line.startsWith("a=msid:")
                && !line.startsWith("a=extmap:")
                && !line.startsWith("a=ssrc");
    }

    /// What the embedded media server wants: all of its four sections, each as it offered it.
    static String answer(String embeddedOffer, String page) {
        var pages = new LinkedHashMap<String, List<String>>();
        var answered = sections(page);
        for (var section : answered.subList(1, answered.size())) {
            pages.put(section.getFirst().split("[= ]", -1)[1], section);
        }
        var text = new StringBuilder();
        for (var line : answered.getFirst()) {
            text.append(line.startsWith("a=group:") ? "a=group:BUNDLE 0 1 2 3" : line).append(END);
        }
        var isUsed = new ArrayList<String>();
        for (var offered : sections(embeddedOffer).stream().skip(1).toList()) {
            var kind = offered.getFirst().split("[= ]", -1)[1];
            fill(text, offered, pages.get(kind), !isUsed.contains(kind));
            isUsed.add(kind);
        }
        return text.toString();
    }

    private static void fill(
            StringBuilder text, List<String> offered, List<String> page, boolean hasStreams) {
        text.append(offered.getFirst()).append(END).append("c=IN IP4 0.0.0.0").append(END);
        for (var line : offered) {
            if (line.startsWith("a=mid:") || line.startsWith("a=rtpmap:")) {
                text.append(line).append(END);
            }
        }
        for (var line : page) {
            if (line.startsWith("a=ice-")
                    || line.startsWith("a=fingerprint")
                    || line.startsWith("a=setup")
                    || line.equals("a=rtcp-mux")
                    || (hasStreams && line.startsWith("a=ssrc"))) {
                text.append(line).append(END);
            }
        }
        text.append("a=sendrecv").append(END);
    }

    private static String payload(List<String> section, String codec) {
        return section.stream()
                .filter(line -> line.startsWith("a=rtpmap:") && line.endsWith(" " + codec))
                .map(line -> line.split("[: ]", -1)[1])
                .findFirst()
                .orElseThrow();
    }

    private static List<List<String>> sections(String text) {
        var all = new ArrayList<List<String>>(List.of(new ArrayList<>()));
        for (var line : text.lines().filter(it -> !it.isBlank()).toList()) {
            if (line.startsWith("m=")) {
                all.add(new ArrayList<>());
            }
            all.getLast().add(line);
        }
        return all;
    }

    static Map<String, String> midsByKind(String text) {
        return sections(text).stream()
                .skip(1)
                .collect(
                        Collectors.toMap(
                                it -> it.getFirst().split("[= ]", -1)[1],
                                it ->
                                        it.stream()
                                                .filter(line -> line.startsWith("a=mid:"))
                                                .map(line -> line.substring(6))
                                                .findFirst()
                                                .orElse("")));
    }
}
