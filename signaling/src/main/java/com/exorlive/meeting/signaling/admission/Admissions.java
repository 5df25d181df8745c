package com.exorlive.meeting.signaling.admission;

import com.exorlive.meeting.signaling.protocol.MeetingId;
import com.exorlive.meeting.signaling.token.SignedIn;
import java.util.Optional;

/// Who may sit where: core's to say. May block. Thread-safe.
@FunctionalInterface
public interface Admissions {
    /// The seat of who is signed in, in this meeting; empty if there is none, whatever the reason.
    ///
    /// @throws AdmissionUnavailableException if core can't be asked
    Optional<SeatGrant> admit(MeetingId meeting, SignedIn who);
}
