package com.exorlive.meeting.signaling.admission;

/// Somebody's access has ended before its time.
///
/// @param subject whose, as core names them
/// @param sid the sign-in that ended; empty for all of the person's
public record AccessEnd(String subject, String sid) {
    /// Whether what this grant let in must go out.
    public boolean concerns(SeatGrant grant) {
        return grant.subject().sub().equals(subject) && (sid.isEmpty() || sid.equals(grant.sid()));
    }

    @Override
    public String toString() {
        return "AccessEnd[redacted]";
    }
}
