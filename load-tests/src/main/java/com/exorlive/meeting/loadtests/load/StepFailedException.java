package com.exorlive.meeting.loadtests.load;

/// A participant did not get as far as it should have.
final class StepFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StepFailedException(String why) {
        super(why);
    }
}
