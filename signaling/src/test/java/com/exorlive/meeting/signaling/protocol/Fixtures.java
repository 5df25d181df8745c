package com.exorlive.meeting.signaling.protocol;

import com.exorlive.meeting.edge.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The files of `protocol-fixtures/`.
final class Fixtures {
    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path ROOT = Path.of("..", "protocol-fixtures");

    private Fixtures() {}

    static Stream<String> names(String folder, String sender) throws IOException {
        try (var files = Files.list(ROOT.resolve(folder))) {
            var names =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.startsWith(sender + "-"))
                            .sorted()
                            .toList();
            if (names.isEmpty()) {
                throw new IllegalStateException("no fixtures");
            }
            return names.stream();
        }
    }

    static JsonNode read(String folder, String name) {
        try {
            return JSON.readTree(Files.readString(ROOT.resolve(folder).resolve(name)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The text of the frame that an invalid fixture describes.
    static String frame(JsonNode invalid) {
        return invalid.has("frame")
                ? invalid.get("frame").stringValue()
                : Json.strictMapper().writeValueAsString(invalid.get("message"));
    }
}
