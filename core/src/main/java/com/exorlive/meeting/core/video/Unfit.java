package com.exorlive.meeting.core.video;

/// The video is not built as its format demands, or in a way that can't be cleaned.
final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;

    Unfit(String why) {
        super(why, null, false, false);
    }
}
