package com.exorlive.meeting.loadtests.media;

/// What each participant sends.
///
/// @param videoBitsPerSecond without headers; 0 for sound alone
/// @param audioBytes of one of the 50 packets a second
/// @param keyFrameSeconds from one key frame to the next; browsers send them only when asked
/// @param feedbackPerSecond RTCP packets, as congestion control sends them
public record MediaSpec(
        int videoBitsPerSecond,
        int framesPerSecond,
        int audioBytes,
        int keyFrameSeconds,
        int feedbackPerSecond) {
    public static final MediaSpec DEFAULT = new MediaSpec(1_000_000, 30, 100, 10, 20);

    public MediaSpec {
        if (videoBitsPerSecond < 0
                || framesPerSecond < 1
                || framesPerSecond > 240
                || audioBytes < 40
                || audioBytes > 1000
                || keyFrameSeconds < 1
                || feedbackPerSecond < 1) {
            throw new IllegalArgumentException("bitrate, frame rate or sizes are out of range");
        }
    }
}
