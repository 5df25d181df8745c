package com.exorlive.meeting.core.meeting;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.organisation.OrganisationStore;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.ProblemException;
import com.exorlive.meeting.edge.Reply;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// What people do with meetings over HTTP: start, look, find the invitation, decline.
public final class MeetingApi {
    private final Meetings meetings;
    private final Database database;
    private final InstantSource clock;

    public MeetingApi(Meetings meetings, Database database, InstantSource clock) {
        this.meetings = meetings;
        this.database = database;
        this.clock = clock;
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        routes.post("/core/v1/meetings", access.person(Permission.START_MEETING, this::start))
                .get("/core/v1/meetings/{id}", access.person(Permission.READ_MEETING, this::show))
                .get(
                        "/core/v1/invitations",
                        access.person(Permission.READ_INVITATIONS, this::invitations))
                .post(
                        "/core/v1/invitations/{id}/decline",
                        access.person(Permission.DECLINE_INVITATION, this::decline));
    }

    record StartBody(@Nullable String contactId) {}

    record StartedView(String id, Instant notBefore, Instant notAfter) {
        static StartedView of(Meeting meeting) {
            return new StartedView(meeting.id().value(), meeting.notBefore(), meeting.notAfter());
        }
    }

    /// How a person is shown to the other one.
    record PersonView(String name, String title) {
        static PersonView of(Person person) {
            return new PersonView(person.name(), person.title());
        }
    }

    record OrganisationView(String name) {}

    record MeetingView(
            String id,
            String seat,
            PersonView other,
            OrganisationView organisation,
            @Nullable String contactId,
            String state,
            Instant createdAt,
            Instant notBefore,
            Instant notAfter,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String endedBy,
            @Nullable String endReason) {}

    record InvitationView(
            String meetingId,
            PersonView from,
            OrganisationView organisation,
            Instant createdAt,
            Instant notAfter,
            String state,
            boolean hostWaiting) {}

    record InvitationsView(List<InvitationView> invitations) {}

    private Reply start(HttpCall call, Person host) {
        var contactId = call.json(StartBody.class).contactId();
        if (contactId == null) {
            throw new ProblemException(400, "bad-request");
        }
        return switch (meetings.start(host, ContactId.parse(contactId))) {
            case Meetings.Started.Made(var meeting) -> Reply.json(201, StartedView.of(meeting));
            case Meetings.Started.Found(var meeting) -> Reply.json(200, StartedView.of(meeting));
            case Meetings.Started.Refused(var refusal) -> problem(refusal);
        };
    }

    private Reply show(HttpCall call, Person person) {
        return database.inTransaction(
                handle ->
                        MeetingId.parse(call.path("id"))
                                .flatMap(id -> meetings.find(handle, id, person.subject()))
                                .map(meeting -> Reply.json(200, view(handle, meeting, person)))
                                .orElseGet(() -> problem(Refusal.MEETING_NOT_OPEN)));
    }

    private MeetingView view(Handle handle, Meeting meeting, Person person) {
        var seat = meeting.seatOf(person.subject()).orElseThrow();
        var other = meeting.subjectAt(seat == Seat.HOST ? Seat.INVITEE : Seat.HOST);
        var course = meeting.course();
        return new MeetingView(
                meeting.id().value(),
                seat.wireName(),
                PersonView.of(PersonStore.get(handle, other)),
                organisation(handle, meeting),
                seat == Seat.HOST ? meeting.contact().value() : null,
                meeting.state(clock.instant()).wireName(),
                meeting.createdAt(),
                meeting.notBefore(),
                meeting.notAfter(),
                course.startedAt(),
                course.endedAt(),
                course.endedBy(),
                course.endReason());
    }

    private Reply invitations(HttpCall call, Person person) {
        var now = clock.instant();
        return database.inTransaction(
                handle ->
                        Reply.json(
                                200,
                                new InvitationsView(
                                        MeetingStore.invitationsOf(handle, person.subject(), now)
                                                .stream()
                                                .map(meeting -> invitation(handle, meeting, now))
                                                .toList())));
    }

    private static InvitationView invitation(Handle handle, Meeting meeting, Instant now) {
        return new InvitationView(
                meeting.id().value(),
                PersonView.of(PersonStore.get(handle, meeting.host())),
                organisation(handle, meeting),
                meeting.createdAt(),
                meeting.notAfter(),
                meeting.state(now).wireName(),
                meeting.hostPresent());
    }

    private Reply decline(HttpCall call, Person person) {
        Optional<MeetingId> id = MeetingId.parse(call.path("id"));
        return id.isPresent() && meetings.decline(id.get(), person.subject())
                ? Reply.noContent()
                : problem(Refusal.MEETING_NOT_OPEN);
    }

    private static OrganisationView organisation(Handle handle, Meeting meeting) {
        var organisation = OrganisationStore.find(handle, meeting.organisation()).orElseThrow();
        return new OrganisationView(organisation.name());
    }

    private static Reply problem(Refusal refusal) {
        return Reply.problem(refusal.status(), refusal.code());
    }
}
