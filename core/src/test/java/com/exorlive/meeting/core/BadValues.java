package com.exorlive.meeting.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Makes bodies from a schema of the published description: one that looks good, and everything
/// that can be wrong with it.
final class BadValues {
    private static final JsonMapper JSON = JsonMapper.shared();

    /// No row has come so far: whatever is sent with it is stale.
    private static final int STALE = 999_999;

    private final JsonNode document;
    private final List<String> foreignIds;

    /// @param foreignIds of another organisation
    BadValues(JsonNode document, List<String> foreignIds) {
        this.document = document;
        this.foreignIds = List.copyOf(foreignIds);
    }

    /// Bodies by what is wrong with them.
    Map<String, String> bodies(JsonNode schema) {
        var bodies = new LinkedHashMap<String, String>();
        var good = good(schema);
        bodies.put("stale or unknown", good.toString());
        bodies.put("nothing", "");
        bodies.put("no JSON", "{\"");
        bodies.put("null", "null");
        bodies.put("a list", "[]");
        bodies.put("a text", "\"x\"");
        bodies.put("nothing in it", "{}");
        bodies.put("too deep", "[".repeat(100) + "]".repeat(100));
        bodies.put("too long", "{\"x\":\"" + "x".repeat(70_000) + "\"}");
        bodies.put("said twice", "{\"version\":1,\"version\":1}");
        if (good instanceof ObjectNode object) {
            resolved(schema)
                    .path("properties")
                    .properties()
                    .forEach(it -> spoil(bodies, object, it.getKey(), resolved(it.getValue())));
        }
        return bodies;
    }

    private void spoil(Map<String, String> bodies, ObjectNode good, String name, JsonNode schema) {
        var wrong = new ArrayList<>(List.of("null", "{}", "[]", "[null]", "true", "1.5", "-1"));
        wrong.add("1e300");
        wrong.add("99999999999999999999");
        wrong.add("\"\"");
        wrong.add("\"no such word\"");
        wrong.add("\"\\u0000\\u202e\"");
        wrong.add("\"\\ud800\"");
        wrong.add("\"" + "x".repeat(schema.path("maxLength").asInt(10_000) + 1) + "\"");
        foreignIds.forEach(id -> wrong.add("\"" + id + "\""));
        for (var value : wrong) {
            var body = good.deepCopy();
            body.remove(name);
            var text = body.toString();
            var rest = text.substring(1);
            bodies.put(
                    name + " = " + value.substring(0, Math.min(30, value.length())),
                    "{\"" + name + "\":" + value + (rest.equals("}") ? "" : ",") + rest);
        }
        var without = good.deepCopy();
        without.remove(name);
        bodies.put("without " + name, without.toString());
    }

    /// Something that the schema allows, as small as may be.
    JsonNode good(JsonNode schema) {
        var it = resolved(schema);
        if (it.has("enum")) {
            return it.path("enum").path(0);
        }
        var type = it.path("type").isArray() ? it.path("type").path(0) : it.path("type");
        return switch (type.asString("object")) {
            case "string" -> JSON.getNodeFactory().stringNode(text(it));
            case "integer", "number" -> JSON.getNodeFactory().numberNode(number(it));
            case "boolean" -> JSON.getNodeFactory().booleanNode(false);
            case "array" -> {
                var list = JSON.createArrayNode();
                for (int i = 0; i < it.path("minItems").asInt(0); i++) {
                    list.add(good(it.path("items")));
                }
                yield list;
            }
            default -> {
                var object = JSON.createObjectNode();
                it.path("properties")
                        .properties()
                        .forEach(member -> object.set(member.getKey(), good(member.getValue())));
                yield object;
            }
        };
    }

    private static int number(JsonNode schema) {
        return Math.min(STALE, schema.path("maximum").asInt(STALE));
    }

    private static String text(JsonNode schema) {
        return switch (schema.path("format").asString("")) {
            case "date-time" -> "2026-11-21T12:00:00Z";
            case "date" -> "2026-11-21";
            default -> {
                var pattern = schema.path("pattern").asString("");
                yield pattern.startsWith("^#")
                        ? "#123456"
                        : "x".repeat(Math.max(2, schema.path("minLength").asInt(0)));
            }
        };
    }

    private JsonNode resolved(JsonNode schema) {
        var it = schema;
        if (it.has("oneOf")) {
            it = it.path("oneOf").path(0);
        }
        if (it.has("$ref")) {
            it = document.at(it.path("$ref").asString().substring(1));
        }
        return it;
    }
}
