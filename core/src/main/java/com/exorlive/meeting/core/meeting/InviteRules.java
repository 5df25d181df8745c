package com.exorlive.meeting.core.meeting;

import com.exorlive.meeting.core.contact.Contact;
import com.exorlive.meeting.core.organisation.Organisation;
import java.time.Instant;
import java.util.Optional;

/// Who may be met by video: every rule about it is in this file. Asked when the record is shown,
/// when the meeting is made, and again when somebody comes in.
public final class InviteRules {
    private InviteRules() {}

    /// Why a host can't have a video meeting with `contact`, or empty if nothing is in the way.
    ///
    /// @param isOpenToHost whether the host keeps the contact or has given a basis
    public static Optional<Refusal> refusal(
            Organisation organisation, Contact contact, boolean isOpenToHost, Instant now) {
        if (!organisation.video()) {
            return Optional.of(Refusal.MODULE_OFF);
        }
        if (!contact.organisation().equals(organisation.id())) {
            return Optional.of(Refusal.CONTACT_UNKNOWN);
        }
        if (!isOpenToHost) {
            return Optional.of(Refusal.BASIS_NEEDED);
        }
        if (!contact.hasAccount()) {
            return Optional.of(Refusal.CONTACT_WITHOUT_ACCOUNT);
        }
        return switch (contact.age(organisation.today(now))) {
            case AT_LEAST_16 -> Optional.empty();
            case UNDER_16 -> Optional.of(Refusal.CONTACT_UNDER_16);
            case UNKNOWN -> Optional.of(Refusal.CONTACT_AGE_UNKNOWN);
        };
    }
}
