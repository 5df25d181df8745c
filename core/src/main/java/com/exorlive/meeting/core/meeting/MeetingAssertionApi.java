package com.exorlive.meeting.core.meeting;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.oidc.IdentityAssertions;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.signin.Authentication;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.ProblemException;
import com.exorlive.meeting.edge.RateLimiter;
import com.exorlive.meeting.edge.Reply;
import org.jspecify.annotations.Nullable;

/// `POST /oidc/meeting-assertion`: tells the other one of a meeting that a key is this person's.
/// Here alone who may sit (known to this package) meets the issuer's signature (known to `oidc`).
public final class MeetingAssertionApi {
    private final Meetings meetings;
    private final IdentityAssertions assertions;
    private final RateLimiter perSubject;

    public MeetingAssertionApi(
            Meetings meetings, IdentityAssertions assertions, RateLimiter perSubject) {
        this.meetings = meetings;
        this.assertions = assertions;
        this.perSubject = perSubject;
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        routes.post(
                IdentityAssertions.PATH,
                access.signedInPerson(Permission.ASSERT_IDENTITY, perSubject, this::answer));
    }

    /// @param jkt names the key that the page has just made
    record Body(@Nullable String meetingId, @Nullable String jkt) {}

    record AssertionView(String assertion, long expiresInMs) {
        @Override
        public String toString() {
            return "AssertionView[redacted]";
        }
    }

    private Reply answer(HttpCall call, Person person, Authentication authentication) {
        var body = call.json(Body.class);
        var key = body.jkt();
        if (body.meetingId() == null || key == null || !KeyThumbprint.isOne(key)) {
            throw new ProblemException(400, "bad-request");
        }
        var id = MeetingId.parse(body.meetingId());
        if (id.isEmpty()) {
            return notOpen();
        }
        return switch (meetings.vouch(id.get(), person.subject(), authentication)) {
            case Meetings.Admission.Admitted(var meeting, var seat) ->
                    assertion(
                            new IdentityAssertions.Statement(
                                    person,
                                    authentication,
                                    meeting.id().value(),
                                    roleAt(seat),
                                    key));
            case Meetings.Admission.Refused _ -> notOpen();
        };
    }

    private Reply assertion(IdentityAssertions.Statement statement) {
        return Reply.json(
                200,
                new AssertionView(assertions.make(statement), IdentityAssertions.LIFE.toMillis()));
    }

    /// By the seat, not by what the person is elsewhere: it is the role in this meeting.
    private static String roleAt(Seat seat) {
        return switch (seat) {
            case HOST -> "instructor";
            case INVITEE -> "participant";
        };
    }

    private static Reply notOpen() {
        return Reply.problem(Refusal.MEETING_NOT_OPEN.status(), Refusal.MEETING_NOT_OPEN.code());
    }
}
