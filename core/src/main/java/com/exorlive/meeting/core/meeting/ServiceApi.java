package com.exorlive.meeting.core.meeting;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.database.DatabaseException;
import com.exorlive.meeting.core.identityprovider.PeopleElsewhere;
import com.exorlive.meeting.core.oidc.AccessEnds;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.ProblemException;
import com.exorlive.meeting.edge.Reply;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What signaling asks and tells: who may sit, and what became of it.
public final class ServiceApi {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceApi.class);
    private static final Pattern EVENT_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern REASON = Pattern.compile("[a-z0-9-]{1,40}");

    private final Meetings meetings;
    private final MeetingEvents events;
    private final PeopleElsewhere elsewhere;
    private final Database database;
    private final InstantSource clock;
    private final String endWhen;

    /// @param endWhen whose going ends a meeting: `either`, `invitee` or `host`
    public ServiceApi(
            Meetings meetings,
            MeetingEvents events,
            PeopleElsewhere elsewhere,
            Database database,
            InstantSource clock,
            String endWhen) {
        this.meetings = meetings;
        this.events = events;
        this.elsewhere = elsewhere;
        this.database = database;
        this.clock = clock;
        this.endWhen = endWhen;
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        routes.post("/core/v1/admissions", access.service(Permission.ADMIT, this::admit))
                .post(
                        "/core/v1/meetings/{id}/events",
                        access.service(Permission.REPORT_MEETING, this::report));
    }

    /// @param issuer whose subject it is; ours if it is left out
    /// @param sid the sign-in by which a subject of ours comes, if the asker knows it
    /// @param issuerSid the same of a subject of another issuer
    /// @param acr and the rest: how a subject of another issuer signed in, as its token says
    record AdmissionBody(
            @Nullable String meetingId,
            @Nullable String subject,
            @Nullable String issuer,
            @Nullable String sid,
            @Nullable String issuerSid,
            @Nullable String acr,
            @Nullable List<String> amr,
            @Nullable Instant authTime) {}

    record Pair<T>(T host, T invitee) {}

    record OrganisationView(String id) {}

    /// @param issuer whose subject was asked about, if not ours; `subjects` are ours always
    /// @param startedAt when the two first were in it together, if they have been
    record AdmissionView(
            String meetingId,
            @Nullable String issuer,
            String seat,
            Pair<String> subjects,
            Pair<MeetingApi.PersonView> participants,
            OrganisationView organisation,
            Instant notBefore,
            Instant notAfter,
            @Nullable Instant startedAt,
            String endWhen) {}

    record EventBody(
            @Nullable String event,
            @Nullable String eventId,
            @Nullable Instant at,
            @Nullable String seat,
            @Nullable String by,
            @Nullable String reason) {}

    private Reply admit(HttpCall call) {
        var body = call.json(AdmissionBody.class);
        var meetingId = required(body.meetingId());
        var subject = required(body.subject());
        var id = MeetingId.parse(meetingId);
        var who = id.flatMap(meeting -> subject(body, meeting, subject));
        if (who.filter(it -> !isOver(it, body)).isEmpty()) {
            return notOpen();
        }
        return orUnavailable(
                () ->
                        switch (meetings.admit(id.get(), who.get())) {
                            case Meetings.Admission.Admitted(var meeting, var seat) ->
                                    Reply.json(200, view(meeting, seat, body.issuer()));
                            case Meetings.Admission.Refused _ -> notOpen();
                        });
    }

    /// The same words of another issuer are another's (S-05), or nobody's here.
    private Optional<Subject> subject(AdmissionBody body, MeetingId meeting, String subject) {
        var issuer = body.issuer();
        if (issuer == null) {
            return Optional.of(subject).filter(Subject::isOne).map(Subject::new);
        }
        var acr = Optional.ofNullable(body.acr()).orElse("");
        var amr =
                Optional.ofNullable(body.amr()).orElse(List.of()).stream()
                        .filter(Objects::nonNull)
                        .toList();
        var shown = new PeopleElsewhere.Shown(issuer, subject, acr, amr, body.authTime());
        return database.inTransaction(
                handle ->
                        MeetingStore.find(handle, meeting)
                                .flatMap(
                                        it ->
                                                elsewhere.find(
                                                        handle,
                                                        it.organisation(),
                                                        shown,
                                                        clock.instant())));
    }

    /// What can't be written down is not done, and signaling asks again.
    private static Reply orUnavailable(Supplier<Reply> answer) {
        try {
            return answer.get();
        } catch (DatabaseException e) {
            LOG.atError().setCause(e).log("Signaling has to wait: the database takes nothing");
            return Reply.problem(503, "audit-unavailable");
        }
    }

    private boolean isOver(Subject subject, AdmissionBody body) {
        var grant = Optional.ofNullable(body.sid());
        return database.inTransaction(
                handle ->
                        AccessEnds.isOver(handle, subject, grant, clock.instant())
                                || isOverThere(handle, subject, body));
    }

    private static boolean isOverThere(Handle handle, Subject subject, AdmissionBody body) {
        if (body.issuer() == null) {
            return false;
        }
        var sid = Optional.ofNullable(body.issuerSid());
        var signIn = new AccessEnds.SignInThere(body.issuer(), sid);
        return AccessEnds.isOverThere(
                handle, subject, signIn, Optional.ofNullable(body.authTime()));
    }

    private AdmissionView view(Meeting meeting, Seat seat, @Nullable String issuer) {
        return database.inTransaction(
                handle ->
                        new AdmissionView(
                                meeting.id().value(),
                                issuer,
                                seat.wireName(),
                                new Pair<>(meeting.host().value(), meeting.invitee().value()),
                                new Pair<>(
                                        MeetingApi.PersonView.of(
                                                PersonStore.get(handle, meeting.host())),
                                        MeetingApi.PersonView.of(
                                                PersonStore.get(handle, meeting.invitee()))),
                                new OrganisationView(meeting.organisation().value()),
                                meeting.notBefore(),
                                meeting.notAfter(),
                                meeting.course().startedAt(),
                                endWhen));
    }

    private Reply report(HttpCall call) {
        var body = call.json(EventBody.class);
        var eventId = required(body.eventId());
        var at = body.at();
        if (at == null || !EVENT_ID.matcher(eventId).matches()) {
            throw badRequest();
        }
        var event = event(body);
        var report =
                MeetingId.parse(call.path("id"))
                        .map(id -> new MeetingEvents.Report(id, eventId, event, at));
        return orUnavailable(
                () -> report.filter(events::report).isPresent() ? Reply.noContent() : notOpen());
    }

    private static MeetingEvents.Event event(EventBody body) {
        return switch (required(body.event())) {
            case "waiting" -> new MeetingEvents.Event.Waiting(seat(body));
            case "joined" -> new MeetingEvents.Event.Joined(seat(body));
            case "left" -> new MeetingEvents.Event.Left(seat(body));
            case "started" -> new MeetingEvents.Event.Started();
            case "ended" -> new MeetingEvents.Event.Ended(by(body), reason(body));
            case "refused" -> new MeetingEvents.Event.Refused();
            default -> throw badRequest();
        };
    }

    private static Seat seat(EventBody body) {
        return Seat.of(required(body.seat())).orElseThrow(ServiceApi::badRequest);
    }

    private static String by(EventBody body) {
        var by = required(body.by());
        if (Seat.of(by).isEmpty() && !by.equals("server")) {
            throw badRequest();
        }
        return by;
    }

    private static String reason(EventBody body) {
        var reason = required(body.reason());
        if (!REASON.matcher(reason).matches()) {
            throw badRequest();
        }
        return reason;
    }

    private static String required(@Nullable String value) {
        return Optional.ofNullable(value).orElseThrow(ServiceApi::badRequest);
    }

    private static ProblemException badRequest() {
        return new ProblemException(400, "bad-request");
    }

    private static Reply notOpen() {
        return Reply.problem(Refusal.MEETING_NOT_OPEN.status(), Refusal.MEETING_NOT_OPEN.code());
    }
}
