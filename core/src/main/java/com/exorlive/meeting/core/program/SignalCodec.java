package com.exorlive.meeting.core.program;

import com.exorlive.meeting.core.program.ProgramNews.Signal;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// How one process tells another what happened to a program.
final class SignalCodec {
    private static final JsonMapper JSON = JsonMapper.shared();

    private SignalCodec() {}

    /// What happened, to which program.
    record Told(ProgramId program, Signal signal) {}

    static String write(ProgramId program, Signal signal) {
        var wire = new LinkedHashMap<String, Object>();
        wire.put("program", program.value());
        switch (signal) {
            case Signal.Stepped _ -> wire.put("kind", "stepped");
            case Signal.Trained(var set) -> {
                wire.put("kind", "trained");
                wire.put("set", set);
            }
            case Signal.Copied(var copy) -> {
                wire.put("kind", "copied");
                wire.put("copy", copy.value());
            }
            case Signal.Deleted _ -> wire.put("kind", "deleted");
            case Signal.Closing _ ->
                    throw new IllegalArgumentException("a process closes for itself alone");
        }
        return JSON.writeValueAsString(wire);
    }

    /// @return empty for what a process of another version may tell
    static Optional<Told> read(String text) {
        try {
            var wire = JSON.readTree(text);
            return ProgramId.parse(wire.path("program").asString(""))
                    .flatMap(it -> Optional.ofNullable(signal(wire)).map(s -> new Told(it, s)));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    private static @Nullable Signal signal(JsonNode wire) {
        return switch (wire.path("kind").asString("")) {
            case "stepped" -> new Signal.Stepped();
            case "trained" -> new Signal.Trained(wire.path("set"));
            case "copied" ->
                    ProgramId.parse(wire.path("copy").asString(""))
                            .<Signal>map(Signal.Copied::new)
                            .orElse(null);
            case "deleted" -> new Signal.Deleted();
            default -> null;
        };
    }
}
