package com.exorlive.meeting.core.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// All events and outcomes there are: `words.json`, which the pages' texts are held against too.
/// Tests of the product run with assertions and fail at a word that is not among them; a server
/// writes it down all the same and shows it as a refusal, too often rather than never.
final class AuditWords {
    private static final JsonNode WORDS = read();
    static final Set<String> EVENTS = words("events");

    /// What was asked for was done.
    static final Set<String> GOOD = words("good");

    /// It was not done, or is nothing to overlook.
    static final Set<String> REFUSED = words("refused");

    private AuditWords() {}

    static boolean knows(AuditLine line) {
        return EVENTS.contains(line.event())
                && (GOOD.contains(line.outcome()) || REFUSED.contains(line.outcome()));
    }

    private static JsonNode read() {
        try (var in = AuditWords.class.getResourceAsStream("words.json")) {
            return JsonMapper.shared().readTree(Objects.requireNonNull(in, "words.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> words(String name) {
        return WORDS.path(name)
                .valueStream()
                .map(JsonNode::asString)
                .collect(Collectors.toUnmodifiableSet());
    }
}
