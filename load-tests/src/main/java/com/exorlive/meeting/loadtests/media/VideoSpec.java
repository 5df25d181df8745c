package com.exorlive.meeting.loadtests.media;

/// One stream of pictures.
///
/// @param bitsPerSecond without headers; 0 for none
/// @param keyFrameSeconds from one key frame to the next; browsers send them only when asked
public record VideoSpec(int bitsPerSecond, int framesPerSecond, int keyFrameSeconds) {
    /// A shared screen: fewer and larger pictures.
    public static final VideoSpec SCREEN = new VideoSpec(1_000_000, 10, 10);

    public VideoSpec {
        if (bitsPerSecond < 0
                || framesPerSecond < 1
                || framesPerSecond > 240
                || keyFrameSeconds < 1) {
            throw new IllegalArgumentException("bitrate or frame rate is out of range");
        }
    }
}
