package com.exorlive.meeting.signaling.admission;

import com.exorlive.meeting.signaling.token.Subject;

/// Somebody's access has ended before its time.
///
/// @param subject whose
/// @param sid the sign-in that ended; empty for all of the person's
public record AccessEnd(Subject subject, String sid) {
    /// Whether what this grant let in must go out. The same name at another issuer is another
    /// person's (S-05).
    public boolean concerns(SeatGrant grant) {
        return grant.subject().equals(subject) && (sid.isEmpty() || sid.equals(grant.sid()));
    }

    @Override
    public String toString() {
        return "AccessEnd[redacted]";
    }
}
