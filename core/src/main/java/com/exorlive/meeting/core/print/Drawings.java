package com.exorlive.meeting.core.print;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/// The drawings of exercises as the web client draws them: `drawings.json`, written by its test
/// `src/drawings/print.test.ts`, which also fails when the two differ.
final class Drawings {
    private static final String STANDING = "standing";

    /// @param kind `line` (rounded, `width` wide), `fill` (what a path encloses)
    /// @param path as in SVG; absolute and relative lines and arcs
    record Stroke(String kind, String colour, double width, String path) {}

    record Drawing(String key, List<Stroke> strokes) {}

    private final Map<String, Drawing> byKey;

    Drawings() {
        byKey = Arrays.stream(read()).collect(Collectors.toUnmodifiableMap(Drawing::key, it -> it));
    }

    private static Drawing[] read() {
        try (var in = Drawings.class.getResourceAsStream("drawings.json")) {
            if (in == null) {
                throw new IllegalStateException("drawings.json is missing from the build");
            }
            return JsonMapper.shared().readValue(in.readAllBytes(), Drawing[].class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Stroke> of(String key) {
        var drawing = byKey.get(key);
        if (drawing == null) {
            drawing = byKey.get(STANDING);
        }
        return drawing == null ? List.of() : drawing.strokes();
    }
}
