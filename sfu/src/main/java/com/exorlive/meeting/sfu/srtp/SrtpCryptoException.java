package com.exorlive.meeting.sfu.srtp;

/// A cryptographic library is not to be had.
public final class SrtpCryptoException extends Exception {
    private static final long serialVersionUID = 1;

    SrtpCryptoException(String message, Throwable cause) {
        super(message, cause);
    }
}
