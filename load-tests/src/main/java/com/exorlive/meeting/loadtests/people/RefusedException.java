package com.exorlive.meeting.loadtests.people;

import java.io.IOException;

/// The server did not do what it was asked over HTTP.
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    public RefusedException(String path, int status, String code) {
        super(words(path, status, code));
        this.status = status;
    }

    RefusedException(String path, int status, String code, IOException cause) {
        super(words(path, status, code), cause);
        this.status = status;
    }

    /// 0 if there was no answer.
    public int status() {
        return status;
    }

    private static String words(String path, int status, String code) {
        // Ids and secrets are not for reports: of the path only what is the same for all.
        var kind = path.replaceAll("/[A-Za-z0-9_-]{20,}", "/…");
        var said = kind + " answered " + (status == 0 ? "nothing" : String.valueOf(status));
        var hint =
                status == 429
                        ? "; raise exorlive.limits of the server (load-tests/server.conf)"
                        : "";
        return code.isEmpty() ? said + hint : said + " (" + code + ")" + hint;
    }
}
