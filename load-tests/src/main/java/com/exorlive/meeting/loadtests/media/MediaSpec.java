package com.exorlive.meeting.loadtests.media;

/// What each participant sends.
///
/// @param camera of all of them
/// @param screen of those who share one
/// @param audioBytes of one of the 50 packets a second
/// @param feedbackPerSecond RTCP packets, as congestion control sends them
/// @param repeats whether what is missing is asked for, and sent again (RFC 4588)
public record MediaSpec(
        VideoSpec camera,
        VideoSpec screen,
        double screenShare,
        int audioBytes,
        int feedbackPerSecond,
        boolean repeats) {
    private static final int FEEDBACK_PER_SECOND = 20;
    public static final MediaSpec DEFAULT = of(new VideoSpec(1_000_000, 30, 10));

    public MediaSpec {
        if (audioBytes < 40 || audioBytes > 1000 || feedbackPerSecond < 1) {
            throw new IllegalArgumentException("sizes or rates are out of range");
        }
        if (screenShare < 0 || screenShare > 1) {
            throw new IllegalArgumentException("at most all can share a screen");
        }
    }

    /// A camera and a microphone, nothing more.
    public static MediaSpec of(VideoSpec camera) {
        return new MediaSpec(camera, VideoSpec.SCREEN, 0, 100, FEEDBACK_PER_SECOND, false);
    }

    public MediaSpec withSound(int bytes) {
        return new MediaSpec(camera, screen, screenShare, bytes, feedbackPerSecond, repeats);
    }

    public MediaSpec withScreens(double share, VideoSpec what) {
        return new MediaSpec(camera, what, share, audioBytes, feedbackPerSecond, repeats);
    }

    public MediaSpec withRepeats(boolean wanted) {
        return new MediaSpec(camera, screen, screenShare, audioBytes, feedbackPerSecond, wanted);
    }

    boolean hasPictures() {
        return camera.bitsPerSecond() > 0;
    }
}
