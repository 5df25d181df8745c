package com.exorlive.meeting.sfu.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// SDP cut into lines and sections (RFC 8866 section 5), within limits, meaning nothing yet.
record SdpText(Section session, List<Section> media) {
    static final int MAX_LENGTH = 64 * 1024;
    static final int MAX_LINES = 1000;
    static final int MAX_LINE_LENGTH = 2048;
    static final int MAX_MEDIA = 8;
    static final int MAX_CANDIDATES = 64;

    SdpText {
        media = List.copyOf(media);
    }

    /// @param head the value of the m-line, or empty for the session part
    /// @param attributes the values of the a-lines
    record Section(String head, List<String> attributes) {
        Section {
            attributes = List.copyOf(attributes);
        }

        /// Values of the attributes of this name, `a=name:value`.
        Stream<String> values(String name) {
            String prefix = name + ":";
            return attributes.stream()
                    .filter(attribute -> attribute.startsWith(prefix))
                    .map(attribute -> attribute.substring(prefix.length()));
        }

        Optional<String> value(String name) {
            return values(name).findFirst();
        }

        boolean has(String property) {
            return attributes.contains(property);
        }
    }

    /// Empty if it is no SDP, or over a limit. Printable ASCII only: a browser writes nothing else,
    /// and what is not there can't be smuggled on.
    static Optional<SdpText> parse(String sdp) {
        if (sdp.length() > MAX_LENGTH || !sdp.startsWith("v=0")) {
            return Optional.empty();
        }
        String[] lines = sdp.split("\r\n|\n", -1);
        if (lines.length > MAX_LINES) {
            return Optional.empty();
        }
        List<Section> sections = new ArrayList<>();
        String head = "";
        List<String> attributes = new ArrayList<>();
        int candidates = 0;
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i];
            if (line.isEmpty() && i == lines.length - 1) {
                break;
            }
            if (!isLine(line)) {
                return Optional.empty();
            }
            String value = line.substring(2);
            if (line.charAt(0) == 'm') {
                sections.add(new Section(head, attributes));
                head = value;
                attributes = new ArrayList<>();
            } else if (line.charAt(0) == 'a') {
                attributes.add(value);
                candidates += value.startsWith("candidate:") ? 1 : 0;
            }
        }
        sections.add(new Section(head, attributes));
        if (sections.size() - 1 > MAX_MEDIA || candidates > MAX_CANDIDATES) {
            return Optional.empty();
        }
        return Optional.of(new SdpText(sections.getFirst(), sections.subList(1, sections.size())));
    }

    private static boolean isLine(String line) {
        if (line.length() < 2 || line.length() > MAX_LINE_LENGTH || line.charAt(1) != '=') {
            return false;
        }
        char type = line.charAt(0);
        return type >= 'a' && type <= 'z' && line.chars().allMatch(c -> c >= ' ' && c <= '~');
    }
}
