package com.exorlive.meeting.sfucontrol.janus;

import tools.jackson.databind.JsonNode;

/// An answer of Janus that is no error.
record Reply(JsonNode json) {

    static Reply of(JsonNode json, String asked) throws JanusRefusedException {
        var error = json.path("error");
        if (error.isObject()) {
            throw new JanusRefusedException(
                    asked, error.path("code").asInt(0), error.path("reason").asString(""));
        }
        var plugin = json.path("plugindata").path("data");
        if (plugin.has("error_code")) {
            throw new JanusRefusedException(
                    asked, plugin.path("error_code").asInt(0), plugin.path("error").asString(""));
        }
        return new Reply(json);
    }

    /// The id of what was made.
    long id() {
        return json.path("data").path("id").asLong(0);
    }

    boolean isIceLite() {
        return json.path("ice-lite").asBoolean(false);
    }

    JsonNode plugin() {
        return json.path("plugindata").path("data");
    }

    String sdp() {
        return json.path("jsep").path("sdp").asString("");
    }
}
