package com.exorlive.meeting.signaling.admission;

/// Core can't be asked, or answers nonsense: nobody is let in.
public final class AdmissionUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AdmissionUnavailableException(String message) {
        super(message);
    }

    public AdmissionUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
