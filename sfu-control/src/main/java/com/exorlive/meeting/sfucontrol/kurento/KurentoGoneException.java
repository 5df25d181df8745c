package com.exorlive.meeting.sfucontrol.kurento;

/// Kurento can't be reached, or did not answer in time.
final class KurentoGoneException extends Exception {
    private static final long serialVersionUID = 1L;

    KurentoGoneException(String message) {
        super(message);
    }

    KurentoGoneException(String message, Throwable cause) {
        super(message, cause);
    }
}
