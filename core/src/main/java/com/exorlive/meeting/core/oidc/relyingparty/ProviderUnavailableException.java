package com.exorlive.meeting.core.oidc.relyingparty;

/// An identity provider does not answer, or not as one: nobody can sign in by it now. Signing in
/// here goes on.
public final class ProviderUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    ProviderUnavailableException(String message) {
        super(message);
    }

    ProviderUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
