package com.exorlive.meeting.loadtests.janus;

import com.exorlive.meeting.loadtests.load.StepFailedException;
import tools.jackson.databind.JsonNode;

/// An answer of Janus that is not an error.
record Reply(JsonNode json) {
    /// @param asked what for, in words
    /// @throws StepFailedException if Janus or its VideoRoom refused it
    static Reply of(JsonNode json, String asked) {
        var plugin = json.path("plugindata").path("data");
        if (json.has("error")) {
            throw refused(asked, json.path("error").path("reason"));
        }
        if (plugin.has("error_code")) {
            throw refused(asked, plugin.path("error"));
        }
        return new Reply(json);
    }

    private static StepFailedException refused(String asked, JsonNode why) {
        return new StepFailedException("Janus refused " + asked + ": " + why.asString(""));
    }

    long data(String name) {
        return json.path("data").path(name).asLong(0);
    }

    JsonNode plugin() {
        return json.path("plugindata").path("data");
    }

    String sdp() {
        return json.path("jsep").path("sdp").asString("");
    }
}
