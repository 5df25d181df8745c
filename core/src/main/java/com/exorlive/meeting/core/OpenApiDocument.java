package com.exorlive.meeting.core;

import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The published description of the API (OpenAPI 3), joined of a part per feature. A test holds
/// every answer against it.
final class OpenApiDocument {
    /// The files of `openapi/`, in the order in which a reader meets them.
    private static final List<String> PARTS =
            List.of(
                    "api",
                    "people",
                    "administration",
                    "contacts",
                    "privacy",
                    "programs",
                    "exercises",
                    "training",
                    "meetings",
                    "reports",
                    "sign-in",
                    "identity-providers");

    private final String text;

    OpenApiDocument() {
        var mapper = JsonMapper.shared();
        var document = mapper.createObjectNode();
        PARTS.forEach(part -> join(document, read(mapper, part), part));
        text = mapper.writeValueAsString(document);
    }

    private static ObjectNode read(JsonMapper mapper, String part) {
        try (var in = OpenApiDocument.class.getResourceAsStream("openapi/" + part + ".json")) {
            if (in == null) {
                throw new IllegalStateException(part + ".json is missing from the build");
            }
            return (ObjectNode) mapper.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Objects are joined member by member, lists end to end; nothing is said twice.
    private static void join(ObjectNode into, ObjectNode part, String where) {
        for (var member : part.properties()) {
            var name = member.getKey();
            var here = into.get(name);
            if (here == null) {
                into.set(name, member.getValue());
            } else if (here.isObject() && member.getValue().isObject()) {
                join((ObjectNode) here, (ObjectNode) member.getValue(), where + "/" + name);
            } else if (here.isArray() && member.getValue().isArray()) {
                here.asArray().addAll(member.getValue().asArray());
            } else {
                throw new IllegalStateException(where + "/" + name + " is described twice");
            }
        }
    }

    String text() {
        return text;
    }

    void addTo(HttpRoutes.Builder routes) {
        routes.get("/core/v1/openapi.json", _ -> Reply.text(200, "application/json", text));
    }
}
