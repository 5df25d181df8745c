package com.exorlive.meeting.sfucontrol.kurento;

/// What a pair of endpoints is for. An endpoint has one sound and one picture, so a participant has
/// two; `mid` by kind as the page knows it (docs/protocol.md 7.1).
enum Purpose {
    CAMERA("0", "1"),
    SCREEN("3", "2");

    private final String audio;
    private final String video;

    Purpose(String audio, String video) {
        this.audio = audio;
        this.video = video;
    }

    /// @param kind `audio` or `video`
    String mid(String kind) {
        return switch (kind) {
            case "audio" -> audio;
            case "video" -> video;
            default -> throw new IllegalArgumentException("no such kind of media");
        };
    }
}
