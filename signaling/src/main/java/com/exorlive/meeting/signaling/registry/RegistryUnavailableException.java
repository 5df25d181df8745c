package com.exorlive.meeting.signaling.registry;

/// The registry can't be asked. Whoever wants in is told to try again; whoever is in stays.
public final class RegistryUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RegistryUnavailableException(String message) {
        super(message);
    }

    public RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
