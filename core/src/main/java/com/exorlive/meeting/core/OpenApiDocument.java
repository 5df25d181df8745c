package com.exorlive.meeting.core;

import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The published description of the API (OpenAPI 3). A test holds every answer against it.
final class OpenApiDocument {
    private final String text;

    OpenApiDocument() {
        try (var in = OpenApiDocument.class.getResourceAsStream("openapi.json")) {
            if (in == null) {
                throw new IllegalStateException("openapi.json is missing from the build");
            }
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text() {
        return text;
    }

    void addTo(HttpRoutes.Builder routes) {
        routes.get("/core/v1/openapi.json", _ -> Reply.text(200, "application/json", text));
    }
}
