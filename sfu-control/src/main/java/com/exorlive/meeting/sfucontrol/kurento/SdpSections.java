package com.exorlive.meeting.sfucontrol.kurento;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// SDP as lines of a session and of its media sections. Pure.
///
/// @param media each begins with its `m=`
record SdpSections(List<String> session, List<List<String>> media) {
    private static final int MAX_LENGTH = 64_000;
    private static final int MAX_SECTIONS = 8;
    private static final Pattern LINES = Pattern.compile("(?:[a-z]=[\\x20-\\x7E]*\\r\\n)+");

    SdpSections {
        session = List.copyOf(session);
        media = media.stream().map(List::copyOf).toList();
    }

    static Optional<SdpSections> parse(String text) {
        if (text.length() > MAX_LENGTH
                || !text.startsWith("v=0\r\n")
                || !LINES.matcher(text).matches()) {
            return Optional.empty();
        }
        var session = new ArrayList<String>();
        var media = new ArrayList<List<String>>();
        var current = session;
        for (var line : text.split("\r\n", -1)) {
            if (line.startsWith("m=")) {
                current = new ArrayList<>();
                media.add(current);
            }
            if (!line.isEmpty()) {
                current.add(line);
            }
        }
        return media.size() > MAX_SECTIONS
                ? Optional.empty()
                : Optional.of(new SdpSections(session, media));
    }

    SdpSections map(UnaryOperator<String> eachOfSession, UnaryOperator<List<String>> eachSection) {
        return new SdpSections(
                session.stream().map(eachOfSession).toList(),
                media.stream().map(eachSection).toList());
    }

    String write() {
        var text = new StringBuilder();
        session.forEach(line -> text.append(line).append("\r\n"));
        media.forEach(lines -> lines.forEach(line -> text.append(line).append("\r\n")));
        return text.toString();
    }

    /// `audio`, `video` or something else.
    static String kind(List<String> section) {
        return words(section)[0].substring("m=".length());
    }

    static boolean isRejected(List<String> section) {
        var words = words(section);
        return words.length < 4 || words[1].equals("0");
    }

    static List<String> payloads(List<String> section) {
        var words = words(section);
        return List.of(words).subList(Math.min(3, words.length), words.length);
    }

    static Optional<String> value(List<String> section, String prefix) {
        return section.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .findFirst();
    }

    private static String[] words(List<String> section) {
        return section.getFirst().split(" ", -1);
    }
}
