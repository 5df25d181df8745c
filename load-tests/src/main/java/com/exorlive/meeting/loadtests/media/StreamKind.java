package com.exorlive.meeting.loadtests.media;

/// The streams that a participant may send.
enum StreamKind {
    SOUND(0),
    CAMERA(1),
    SCREEN(3);

    /// What is added to the participant's first SSRC; the next one is that of its repeats.
    final int ssrcOffset;

    StreamKind(int ssrcOffset) {
        this.ssrcOffset = ssrcOffset;
    }

    static StreamKind of(int ssrcOffset) {
        return switch (ssrcOffset) {
            case 0 -> SOUND;
            case 1 -> CAMERA;
            default -> SCREEN;
        };
    }
}
