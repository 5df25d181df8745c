package com.exorlive.meeting.edge;

/// The caller broke the rules of HTTP or of the body: becomes a problem answer (RFC 9457) in one
/// place, [HttpRoutes]. Refusals that a feature foresees are [Reply] values, not exceptions.
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    /// @param code the stable word that the caller sees
    public ProblemException(int status, String code) {
        super(status + " " + code, null, false, false);
        this.status = status;
        this.code = code;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }
}
