package com.exorlive.meeting.sfucontrol.kurento;

/// What ends the media of a room, because going on would be worse.
enum FatalFault {
    /// Kurento decodes: it takes noise for frames, or, without encryption, sees what is said.
    TRANSCODING,
    /// Frames come that are not in the form of docs/e2ee.md: the picture would stand for ever.
    PAYLOAD,
    /// What comes in from one does not go out to the other, and Kurento says nothing about it.
    STUCK
}
