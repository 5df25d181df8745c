package com.exorlive.meeting.signaling.token;

/// The issuer's keys are not known and can't be had now: no token can be judged.
public final class KeysUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KeysUnavailableException(String message) {
        super(message);
    }
}
