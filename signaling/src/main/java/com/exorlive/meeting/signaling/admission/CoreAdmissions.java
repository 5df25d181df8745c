package com.exorlive.meeting.signaling.admission;

import com.exorlive.meeting.edge.Json;
import com.exorlive.meeting.edge.issuer.Moments;
import com.exorlive.meeting.signaling.protocol.EndWhen;
import com.exorlive.meeting.signaling.protocol.MeetingId;
import com.exorlive.meeting.signaling.protocol.People;
import com.exorlive.meeting.signaling.protocol.Person;
import com.exorlive.meeting.signaling.protocol.Seat;
import com.exorlive.meeting.signaling.token.SignInId;
import com.exorlive.meeting.signaling.token.SignedIn;
import com.exorlive.meeting.signaling.token.Subject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Asks core who may sit where, and holds its answer against what was asked. Thread-safe.
public final class CoreAdmissions implements Admissions {
    /// How far core's clock may be ahead: a meeting often begins the moment that it is made.
    private static final Duration SKEW = Moments.SKEW;

    private static final Logger LOG = LoggerFactory.getLogger(CoreAdmissions.class);

    private final CoreApi core;
    private final IssuerReach reach;
    private final EndWhen defaultEndWhen;
    private final Duration maxLength;
    private final InstantSource clock;
    private final JsonMapper json = Json.strictMapper();

    /// @param reach of issuers; subjects of others than core are asked about by both names
    /// @param defaultEndWhen when core does not say
    /// @param maxLength of a meeting, from when the two first were in it
    public CoreAdmissions(
            CoreApi core,
            IssuerReach reach,
            EndWhen defaultEndWhen,
            Duration maxLength,
            InstantSource clock) {
        this.core = core;
        this.reach = reach;
        this.defaultEndWhen = defaultEndWhen;
        this.maxLength = maxLength;
        this.clock = clock;
    }

    private record Answer(
            @Nullable String meetingId,
            @Nullable String issuer,
            @Nullable String seat,
            @Nullable Subjects subjects,
            @Nullable Participants participants,
            @Nullable Organisation organisation,
            @Nullable String notBefore,
            @Nullable String notAfter,
            @Nullable String startedAt,
            @Nullable String endWhen) {}

    private record Subjects(@Nullable String host, @Nullable String invitee) {}

    private record Organisation(@Nullable String id) {}

    private record Participants(@Nullable Participant host, @Nullable Participant invitee) {}

    private record Participant(@Nullable String name, @Nullable String title) {}

    @Override
    public Optional<SeatGrant> admit(MeetingId meeting, SignedIn who) {
        try {
            var answer = core.post("/admissions", question(meeting, who));
            return switch (answer.status()) {
                case 200 -> grant(json.readValue(answer.body(), Answer.class), meeting, who);
                case 404 -> Optional.empty();
                default ->
                        throw new AdmissionUnavailableException("core answered " + answer.status());
            };
        } catch (IOException e) {
            throw new AdmissionUnavailableException("core can't be asked", e);
        } catch (JacksonException | DateTimeParseException _) {
            throw new AdmissionUnavailableException("core's answer makes no sense");
        }
    }

    /// Of its own subjects core knows how they signed in; of another issuer's it is told what their
    /// token says.
    private Map<String, Object> question(MeetingId meeting, SignedIn who) {
        var question = new HashMap<String, Object>();
        question.put("meetingId", meeting.value());
        question.put("subject", who.subject().sub());
        if (reach.isOwn(who.subject().issuer())) {
            if (!who.sid().isEmpty()) {
                question.put("sid", who.sid());
            }
            return question;
        }
        question.put("issuer", who.subject().issuer());
        if (!who.sid().isEmpty()) {
            question.put("issuerSid", who.sid());
        }
        question.put("acr", who.how().acr());
        question.put("amr", who.how().amr());
        who.how().at().ifPresent(at -> question.put("authTime", at.toString()));
        return question;
    }

    /// A seat belongs to whom core names, however they come: so that one person has one seat, and
    /// loses it when core shuts them out. A core that has not understood whose subject it was asked
    /// about does not name the issuer again, and is not believed.
    private Optional<SeatGrant> grant(Answer answer, MeetingId meeting, SignedIn who) {
        var asked = who.subject();
        var isOwn = reach.isOwn(asked.issuer());
        var seat = "host".equals(answer.seat()) ? Seat.HOST : Seat.INVITEE;
        var subjects = answer.subjects();
        var sitting =
                subjects == null
                        ? ""
                        : sub(seat == Seat.HOST ? subjects.host() : subjects.invitee());
        var isSane =
                meeting.value().equals(answer.meetingId())
                        && !sitting.isEmpty()
                        && (isOwn
                                ? asked.sub().equals(sitting)
                                : asked.issuer().equals(answer.issuer()))
                        && ("host".equals(answer.seat()) || "invitee".equals(answer.seat()));
        if (!isSane) {
            throw new AdmissionUnavailableException("core's answer is about somebody else");
        }
        if (!reach.includes(asked.issuer(), id(answer.organisation()))) {
            LOG.atWarn()
                    .addKeyValue("issuer", asked.issuer())
                    .log("An issuer speaks of an organisation that is not its own");
            return Optional.empty();
        }
        var now = clock.instant();
        var latest = latest(time(answer.notAfter()), answer.startedAt());
        if (now.plus(SKEW).isBefore(time(answer.notBefore())) || !now.isBefore(latest)) {
            return Optional.empty();
        }
        return Optional.of(
                new SeatGrant(
                        meeting,
                        seat,
                        new Subject(reach.own(), sitting),
                        people(answer.participants()),
                        endWhen(answer.endWhen()),
                        latest,
                        new SignInId(asked.issuer(), who.sid())));
    }

    private static String sub(@Nullable String named) {
        return named == null ? "" : named;
    }

    private static String id(@Nullable Organisation organisation) {
        var id = organisation == null ? null : organisation.id();
        return id == null ? "" : id;
    }

    /// A room that is made anew, by this node or another, lets the meeting last no longer.
    private Instant latest(Instant notAfter, @Nullable String startedAt) {
        if (startedAt == null) {
            return notAfter;
        }
        var longest = time(startedAt).plus(maxLength);
        return longest.isBefore(notAfter) ? longest : notAfter;
    }

    private static Instant time(@Nullable String text) {
        return Instant.parse(text == null ? "" : text);
    }

    private static People people(@Nullable Participants participants) {
        if (participants == null) {
            throw new AdmissionUnavailableException("core's answer names nobody");
        }
        return new People(person(participants.host()), person(participants.invitee()));
    }

    private static Person person(@Nullable Participant participant) {
        if (participant == null || participant.name() == null) {
            throw new AdmissionUnavailableException("core's answer names nobody");
        }
        var title = participant.title();
        return new Person(participant.name(), title == null ? "" : title);
    }

    private EndWhen endWhen(@Nullable String word) {
        return switch (word == null ? "" : word) {
            case "either" -> EndWhen.EITHER;
            case "host" -> EndWhen.HOST;
            case "invitee" -> EndWhen.INVITEE;
            default -> defaultEndWhen;
        };
    }
}
