package com.exorlive.meeting.core.seal;

import java.security.GeneralSecurityException;

/// A key or a sealed text is not what it was: changed, moved, or under a key that is not here.
/// Nothing goes on with what it can't read.
public final class SealException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SealException(String what, GeneralSecurityException cause) {
        super(what, cause);
    }

    SealException(String what) {
        super(what);
    }
}
