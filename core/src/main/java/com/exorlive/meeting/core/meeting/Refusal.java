package com.exorlive.meeting.core.meeting;

/// Why something was not done. The codes are part of the published contract.
public enum Refusal {
    MODULE_OFF(403, "module-off"),
    /// There is none, or it is another organisation's: the two must not be told apart.
    CONTACT_UNKNOWN(404, "contact-unknown"),
    /// A colleague's: it opens by a confirmed basis.
    BASIS_NEEDED(403, "basis-needed"),
    CONTACT_NOT_YOURS(403, "contact-not-yours"),
    CONTACT_WITHOUT_ACCOUNT(409, "contact-without-account"),
    CONTACT_UNDER_16(409, "contact-under-16"),
    CONTACT_AGE_UNKNOWN(409, "contact-age-unknown"),
    /// Unknown, somebody else's, over, expired or not yet: the five must not be told apart.
    MEETING_NOT_OPEN(404, "meeting-not-open"),
    /// One's own, but it can't be moved or called off any more.
    MEETING_STARTED(409, "meeting-started"),
    MEETING_OVER(409, "meeting-over"),
    /// The host has another appointment then, and did not say that this is meant.
    MEETING_OVERLAP(409, "meeting-overlap"),
    /// Not in the future, or too far in it.
    TIME_REFUSED(409, "time-refused"),
    TOO_MANY_MEETINGS(409, "too-many-meetings"),
    VERSION_STALE(409, "version-stale");

    private final int status;
    private final String code;

    Refusal(int status, String code) {
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
