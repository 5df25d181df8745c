package com.exorlive.meeting.sfucontrol;

/// One stay of a participant at the media server: from a `join` to the next, or to `leave`. The
/// room's owner numbers them, and every event says which one it is about: what an older leg had to
/// say may arrive when a newer page sits there already, to which it means nothing.
///
/// @param number grows with every join of this participant in this room
public record LegId(ParticipantId who, long number) {
    @Override
    public String toString() {
        return who + "#" + number;
    }
}
