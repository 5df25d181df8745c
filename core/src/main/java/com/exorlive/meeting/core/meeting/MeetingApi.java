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

/// What people do with meetings over HTTP: start one at once or plan it, look at it; and the host:
/// look ahead, move, call off.
public final class MeetingApi {
    private final Meetings meetings;
    private final Appointments appointments;
    private final Database database;
    private final InstantSource clock;

    public MeetingApi(
            Meetings meetings, Appointments appointments, Database database, InstantSource clock) {
        this.meetings = meetings;
        this.appointments = appointments;
        this.database = database;
        this.clock = clock;
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        routes.post("/core/v1/meetings", access.person(Permission.START_MEETING, this::start))
                .get("/core/v1/meetings", access.person(Permission.START_MEETING, this::upcoming))
                .post(
                        "/core/v1/meetings/{id}/compared",
                        access.person(Permission.READ_MEETING, this::compared))
                .get("/core/v1/meetings/{id}", access.person(Permission.READ_MEETING, this::show))
                .post(
                        "/core/v1/meetings/{id}/reschedule",
                        access.person(Permission.START_MEETING, this::reschedule))
                .post(
                        "/core/v1/meetings/{id}/cancel",
                        access.person(Permission.START_MEETING, this::cancel));
    }

    record StartBody(
            @Nullable String contactId,
            @Nullable Instant startsAt,
            @Nullable Integer durationMinutes,
            @Nullable Boolean overlapAccepted,
            @Nullable String over) {}

    record RescheduleBody(
            @Nullable Instant startsAt,
            @Nullable Integer durationMinutes,
            @Nullable Boolean overlapAccepted,
            @Nullable Integer version) {}

    record CancelBody(@Nullable Integer version) {}

    record StartedView(
            String id,
            Instant notBefore,
            Instant notAfter,
            @Nullable Instant startsAt,
            @Nullable Integer durationMinutes,
            int version) {
        static StartedView of(Meeting meeting) {
            return new StartedView(
                    meeting.id().value(),
                    meeting.notBefore(),
                    meeting.notAfter(),
                    meeting.plan().map(Meeting.Plan::startsAt).orElse(null),
                    meeting.plan().map(Meeting.Plan::minutes).orElse(null),
                    meeting.version());
        }
    }

    record UpcomingView(
            String id,
            String contactId,
            PersonView other,
            Instant startsAt,
            int durationMinutes,
            Instant notBefore,
            Instant notAfter,
            int version,
            String state,
            boolean inviteeWaiting) {}

    record UpcomingsView(List<UpcomingView> meetings) {}

    /// How a person is shown to the other one.
    public record PersonView(String name, String title) {
        public static PersonView of(Person person) {
            return new PersonView(person.name(), person.title());
        }
    }

    public record OrganisationView(String name) {
        public static OrganisationView of(Handle handle, Meeting meeting) {
            return new OrganisationView(
                    OrganisationStore.find(handle, meeting.organisation()).orElseThrow().name());
        }
    }

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
            @Nullable String endReason,
            @Nullable Instant startsAt,
            @Nullable Integer durationMinutes,
            int version,
            @Nullable String replacedBy,
            boolean hostBusy) {}

    private Reply start(HttpCall call, Person host) {
        var body = call.json(StartBody.class);
        if (body.contactId() == null) {
            throw badRequest();
        }
        var contact = ContactId.parse(body.contactId());
        var startsAt = body.startsAt();
        if (startsAt != null) {
            var minutes = minutes(body.durationMinutes()).orElse(AppointmentRules.DEFAULT_MINUTES);
            return reply(
                    appointments.plan(
                            host, contact, wish(startsAt, minutes, body.overlapAccepted())));
        }
        var over = Optional.ofNullable(body.over()).flatMap(MeetingId::parse);
        return switch (meetings.start(host, contact, over)) {
            case Meetings.Started.Made(var meeting) -> Reply.json(201, StartedView.of(meeting));
            case Meetings.Started.Found(var meeting) -> Reply.json(200, StartedView.of(meeting));
            case Meetings.Started.Refused(var refusal) -> problem(refusal);
        };
    }

    private static Reply reply(Appointments.Outcome outcome) {
        return switch (outcome) {
            case Appointments.Outcome.Done(var meeting, var isNew) ->
                    Reply.json(isNew ? 201 : 200, StartedView.of(meeting));
            case Appointments.Outcome.Refused(var refusal) -> problem(refusal);
        };
    }

    private static Optional<Integer> minutes(@Nullable Integer asked) {
        if (asked != null
                && (asked < AppointmentRules.LEAST_MINUTES
                        || asked > AppointmentRules.MOST_MINUTES)) {
            throw badRequest();
        }
        return Optional.ofNullable(asked);
    }

    private static Appointments.Wish wish(
            Instant startsAt, int minutes, @Nullable Boolean overlapAccepted) {
        return new Appointments.Wish(startsAt, minutes, Boolean.TRUE.equals(overlapAccepted));
    }

    private Reply reschedule(HttpCall call, Person host) {
        var body = call.json(RescheduleBody.class);
        var startsAt = body.startsAt();
        var version = body.version();
        if (startsAt == null || version == null) {
            throw badRequest();
        }
        var minutes = minutes(body.durationMinutes()).orElse(AppointmentRules.DEFAULT_MINUTES);
        var wish = wish(startsAt, minutes, body.overlapAccepted());
        return MeetingId.parse(call.path("id"))
                .map(id -> reply(appointments.move(host, id, version, wish)))
                .orElseGet(() -> problem(Refusal.MEETING_NOT_OPEN));
    }

    private Reply cancel(HttpCall call, Person host) {
        var version = call.json(CancelBody.class).version();
        if (version == null) {
            throw badRequest();
        }
        var id = MeetingId.parse(call.path("id"));
        if (id.isEmpty()) {
            return problem(Refusal.MEETING_NOT_OPEN);
        }
        return switch (appointments.cancel(host, id.get(), version)) {
            case Appointments.Outcome.Done _ -> Reply.noContent();
            case Appointments.Outcome.Refused(var refusal) -> problem(refusal);
        };
    }

    private Reply upcoming(HttpCall call, Person host) {
        return database.inTransaction(
                handle ->
                        Reply.json(
                                200,
                                new UpcomingsView(
                                        appointments.upcoming(handle, host.subject()).stream()
                                                .map(it -> upcoming(handle, it))
                                                .toList())));
    }

    private UpcomingView upcoming(Handle handle, Meeting meeting) {
        var plan = meeting.plan().orElseThrow();
        var state = meeting.state(clock.instant());
        return new UpcomingView(
                meeting.id().value(),
                meeting.contact().value(),
                PersonView.of(PersonStore.get(handle, meeting.invitee())),
                plan.startsAt(),
                plan.minutes(),
                meeting.notBefore(),
                meeting.notAfter(),
                meeting.version(),
                state == Meeting.State.ENDED ? "declined" : state.wireName(),
                meeting.inviteePresent());
    }

    record ComparedBody(@Nullable Boolean same) {}

    private Reply compared(HttpCall call, Person person) {
        var same = call.json(ComparedBody.class).same();
        if (same == null) {
            throw new ProblemException(400, "bad-request");
        }
        var isTheirs =
                MeetingId.parse(call.path("id"))
                        .filter(id -> meetings.compared(id, person.subject(), same))
                        .isPresent();
        return isTheirs ? Reply.noContent() : problem(Refusal.MEETING_NOT_OPEN);
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
                OrganisationView.of(handle, meeting),
                seat == Seat.HOST ? meeting.contact().value() : null,
                meeting.state(clock.instant()).wireName(),
                meeting.createdAt(),
                meeting.notBefore(),
                meeting.notAfter(),
                course.startedAt(),
                course.endedAt(),
                course.endedBy(),
                course.endReason(),
                meeting.plan().map(Meeting.Plan::startsAt).orElse(null),
                meeting.plan().map(Meeting.Plan::minutes).orElse(null),
                meeting.version(),
                meeting.replacedBy().map(MeetingId::value).orElse(null),
                seat == Seat.INVITEE
                        && MeetingStore.isHostElsewhere(handle, meeting, clock.instant()));
    }

    private static ProblemException badRequest() {
        return new ProblemException(400, "bad-request");
    }

    private static Reply problem(Refusal refusal) {
        return Reply.problem(refusal.status(), refusal.code());
    }
}
