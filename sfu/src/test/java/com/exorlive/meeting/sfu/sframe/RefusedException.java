package com.exorlive.meeting.sfu.sframe;

/// A frame or message that must not pass, and why, in the words of docs/e2ee.md.
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String why) {
        super(why);
    }
}
