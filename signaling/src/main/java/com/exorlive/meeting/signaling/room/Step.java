package com.exorlive.meeting.signaling.room;

import java.util.ArrayList;
import java.util.List;

/// What became of a room, and what has to be done.
record Step(RoomState state, List<RoomEffect> effects) {
    Step {
        effects = List.copyOf(effects);
    }

    static Step to(RoomState state, RoomEffect... effects) {
        return new Step(state, List.of(effects));
    }

    static Step to(RoomState state, List<RoomEffect> effects) {
        return new Step(state, effects);
    }

    /// These effects first.
    Step after(List<RoomEffect> before) {
        var all = new ArrayList<>(before);
        all.addAll(effects);
        return new Step(state, all);
    }
}
