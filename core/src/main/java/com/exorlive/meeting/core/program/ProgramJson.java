package com.exorlive.meeting.core.program;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// The documents that versions are kept as. What is read was written here, so the limits for what
/// comes from outside don't hold.
final class ProgramJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    private ProgramJson() {}

    static String write(Object document) {
        return JSON.writeValueAsString(document);
    }

    static ProgramContent content(String document) {
        return JSON.readValue(document, ProgramContent.class);
    }

    static Program.Origin origin(String document) {
        return JSON.readValue(document, Program.Origin.class);
    }

    static List<AppliedChange> changes(String document) {
        return List.of(JSON.readValue(document, AppliedChange[].class));
    }
}
