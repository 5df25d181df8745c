package com.exorlive.meeting.core.video;

import java.util.Optional;

/// The two kinds of video that are taken.
public final class Videos {
    private Videos() {}

    /// What has to change in an MP4 (ISO/IEC 14496-12) so that it says nothing but pictures and
    /// sound.
    ///
    /// @return empty if it is not built as it must be
    public static Optional<Edits> cleanMp4(VideoBytes video) {
        var edits = new Edits.Builder();
        try {
            new Mp4(video, edits).clean();
            return Optional.of(edits.build());
        } catch (Unfit _) {
            return Optional.empty();
        }
    }

    /// The same of a WebM (RFC 9559).
    public static Optional<Edits> cleanWebm(VideoBytes video) {
        var edits = new Edits.Builder();
        try {
            new Webm(video, edits).clean();
            return Optional.of(edits.build());
        } catch (Unfit _) {
            return Optional.empty();
        }
    }
}
