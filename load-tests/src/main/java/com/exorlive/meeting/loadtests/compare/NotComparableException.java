package com.exorlive.meeting.loadtests.compare;

/// There is nothing to compare, for this reason: a server is gone, or its meetings did not come
/// about.
public final class NotComparableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotComparableException(String why) {
        super(why);
    }
}
