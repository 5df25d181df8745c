package com.exorlive.meeting.signaling.admission;

import com.exorlive.meeting.signaling.token.SignInId;
import com.exorlive.meeting.signaling.token.Subject;
import java.util.Optional;

/// Somebody's access has ended before its time.
///
/// @param subject whose; empty if an issuer has said no more than which of its sign-ins it was
/// @param signIn by which access ended: one without a name stands for all by that issuer; empty for
///     all of the person's
public record AccessEnd(Optional<Subject> subject, Optional<SignInId> signIn) {
    public AccessEnd {
        if (subject.isEmpty() && signIn.filter(SignInId::hasName).isEmpty()) {
            throw new IllegalArgumentException("not an AccessEnd");
        }
    }

    public static AccessEnd ofPerson(Subject subject) {
        return new AccessEnd(Optional.of(subject), Optional.empty());
    }

    public static AccessEnd ofSignIn(Subject subject, SignInId signIn) {
        return new AccessEnd(Optional.of(subject), Optional.of(signIn));
    }

    /// Whether what this grant let in must go out. The same name at another issuer is another
    /// person's (S-05).
    public boolean concerns(SeatGrant grant) {
        return subject.map(grant.subject()::equals).orElse(true)
                && signIn.map(it -> isOf(it, grant.signIn())).orElse(true);
    }

    /// A person who came by a sign-in without a name may have come by any of theirs.
    private boolean isOf(SignInId ended, SignInId theirs) {
        return ended.issuer().equals(theirs.issuer())
                && (!ended.hasName()
                        || ended.sid().equals(theirs.sid())
                        || (!theirs.hasName() && subject.isPresent()));
    }

    @Override
    public String toString() {
        return "AccessEnd[redacted]";
    }
}
