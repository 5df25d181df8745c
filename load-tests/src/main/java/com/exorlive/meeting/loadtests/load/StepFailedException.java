package com.exorlive.meeting.loadtests.load;

/// A participant did not get as far as it should have.
public final class StepFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StepFailedException(String why) {
        super(why);
    }
}
