package com.exorlive.meeting.core.invitation;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.meeting.Meeting;
import com.exorlive.meeting.core.meeting.MeetingApi.OrganisationView;
import com.exorlive.meeting.core.meeting.MeetingApi.PersonView;
import com.exorlive.meeting.core.meeting.MeetingId;
import com.exorlive.meeting.core.meeting.MeetingStore;
import com.exorlive.meeting.core.meeting.Meetings;
import com.exorlive.meeting.core.meeting.Refusal;
import com.exorlive.meeting.core.organisation.OrganisationStore;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.Reply;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The client's inbox over HTTP: what one is invited to, "I can't come", and for both the entry for
/// their calendar.
public final class InvitationApi {
    private final Meetings meetings;
    private final Database database;
    private final InstantSource clock;
    private final CalendarFile calendar;

    /// @param product where people sign in: all that a calendar entry may lead to
    public InvitationApi(Meetings meetings, Database database, InstantSource clock, URI product) {
        this.meetings = meetings;
        this.database = database;
        this.clock = clock;
        this.calendar = new CalendarFile(product);
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        routes.get(
                        "/core/v1/invitations",
                        access.person(Permission.READ_INVITATIONS, this::invitations))
                .post(
                        "/core/v1/invitations/{id}/decline",
                        access.person(Permission.DECLINE_INVITATION, this::decline))
                .get(
                        "/core/v1/meetings/{id}/calendar",
                        access.person(Permission.READ_MEETING, this::calendar));
    }

    record InvitationView(
            String meetingId,
            PersonView from,
            OrganisationView organisation,
            Instant createdAt,
            Instant notBefore,
            Instant notAfter,
            @Nullable Instant startsAt,
            @Nullable Integer durationMinutes,
            @Nullable Instant movedFrom,
            String state,
            boolean hostWaiting,
            boolean hostBusy) {}

    record InvitationsView(List<InvitationView> invitations) {}

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
        var state = meeting.state(now);
        return new InvitationView(
                meeting.id().value(),
                PersonView.of(PersonStore.get(handle, meeting.host())),
                OrganisationView.of(handle, meeting),
                meeting.createdAt(),
                meeting.notBefore(),
                meeting.notAfter(),
                meeting.plan().map(Meeting.Plan::startsAt).orElse(null),
                meeting.plan().map(Meeting.Plan::minutes).orElse(null),
                meeting.plan().map(Meeting.Plan::movedFrom).orElse(null),
                state == Meeting.State.ENDED ? "cancelled" : state.wireName(),
                meeting.hostPresent(),
                MeetingStore.isHostElsewhere(handle, meeting, now));
    }

    private Reply decline(HttpCall call, Person person) {
        var id = MeetingId.parse(call.path("id"));
        return id.isPresent() && meetings.decline(id.get(), person.subject())
                ? Reply.noContent()
                : notOpen();
    }

    private Reply calendar(HttpCall call, Person person) {
        return database.inTransaction(
                handle ->
                        MeetingId.parse(call.path("id"))
                                .flatMap(id -> meetings.find(handle, id, person.subject()))
                                .filter(meeting -> meeting.plan().isPresent())
                                .map(meeting -> calendar(handle, meeting, person))
                                .orElseGet(InvitationApi::notOpen));
    }

    private Reply calendar(Handle handle, Meeting meeting, Person reader) {
        var zone = OrganisationStore.find(handle, meeting.organisation()).orElseThrow().timeZone();
        var text = calendar.of(meeting, zone, reader.language(), clock.instant());
        return Reply.text(200, "text/calendar", text);
    }

    private static Reply notOpen() {
        return Reply.problem(Refusal.MEETING_NOT_OPEN.status(), Refusal.MEETING_NOT_OPEN.code());
    }
}
