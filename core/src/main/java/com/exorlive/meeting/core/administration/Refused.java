package com.exorlive.meeting.core.administration;

import com.exorlive.meeting.edge.ProblemException;

/// Why an administrator's wish was not done. The codes are part of the published contract. Thrown
/// inside the transaction, so that nothing of a refused change stays.
enum Refused {
    /// Unknown, beyond one's reach, or another organisation's: the three must not be told apart.
    UNIT_UNKNOWN(404, "unit-unknown"),
    PERSON_UNKNOWN(404, "person-unknown"),
    /// Seen, but holding a role that one could not give.
    PERSON_NOT_YOURS(403, "person-not-yours"),
    ROLE_NOT_YOURS(403, "role-not-yours"),
    VERSION_STALE(409, "version-stale"),
    LOGIN_NAME_TAKEN(409, "login-name-taken"),
    LAST_ADMINISTRATOR(409, "last-administrator"),
    /// A name for a client whom this server knows by number alone (docs/pds.md).
    PERSONAL_DATA_NOT_HELD(409, "personal-data-not-held"),
    PERSON_INACTIVE(409, "person-inactive"),
    UNIT_LOOP(409, "unit-loop"),
    UNITS_FULL(409, "units-full"),
    UNIT_IN_USE(409, "unit-in-use"),
    ACCENT_FAINT(409, "accent-faint"),
    LOGO_UNKNOWN(404, "logo-unknown"),
    PARTNER_UNKNOWN(404, "partner-unknown"),
    PARTNERS_FULL(409, "partners-full"),
    PROVIDER_UNKNOWN(404, "provider-unknown"),
    PROVIDERS_FULL(409, "providers-full"),
    ISSUER_NOT_ALLOWED(409, "issuer-not-allowed"),
    /// It is somebody's already.
    IDENTITY_TAKEN(409, "identity-taken"),
    IDENTITY_UNKNOWN(404, "identity-link-unknown"),
    IDENTITIES_FULL(409, "identities-full");

    private final int status;
    private final String code;

    Refused(int status, String code) {
        this.status = status;
        this.code = code;
    }

    ProblemException now() {
        return new ProblemException(status, code);
    }

    void when(boolean holds) {
        if (holds) {
            throw now();
        }
    }
}
