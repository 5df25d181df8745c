package com.exorlive.meeting.signaling.admission;

import com.exorlive.meeting.edge.Json;
import com.exorlive.meeting.signaling.protocol.EndWhen;
import com.exorlive.meeting.signaling.protocol.MeetingId;
import com.exorlive.meeting.signaling.protocol.People;
import com.exorlive.meeting.signaling.protocol.Person;
import com.exorlive.meeting.signaling.protocol.Seat;
import com.exorlive.meeting.signaling.token.SignInId;
import com.exorlive.meeting.signaling.token.Subject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// A grant on its way from one node to another. Thread-safe.
public final class GrantCodec {
    private static final JsonMapper JSON = Json.strictMapper();

    private GrantCodec() {}

    /// @param signInIssuer null from a node that knows of no sign-ins but those at core
    private record Wire(
            String meeting,
            String seat,
            String issuer,
            String sub,
            Somebody host,
            Somebody invitee,
            String endWhen,
            String notAfter,
            String sid,
            @Nullable String signInIssuer) {}

    private record Somebody(String name, String title) {
        private static Somebody of(Person person) {
            return new Somebody(person.name(), person.title());
        }

        private Person person() {
            return new Person(name, title);
        }
    }

    public static String write(SeatGrant grant) {
        return JSON.writeValueAsString(
                new Wire(
                        grant.meeting().value(),
                        grant.seat().name(),
                        grant.subject().issuer(),
                        grant.subject().sub(),
                        Somebody.of(grant.people().host()),
                        Somebody.of(grant.people().invitee()),
                        grant.endWhen().name(),
                        grant.notAfter().toString(),
                        grant.signIn().sid(),
                        grant.signIn().issuer()));
    }

    /// @throws IllegalArgumentException if no node of ours wrote this
    public static SeatGrant read(String text) {
        try {
            var wire = JSON.readValue(text, Wire.class);
            var signedInAt = wire.signInIssuer() == null ? wire.issuer() : wire.signInIssuer();
            return new SeatGrant(
                    new MeetingId(wire.meeting()),
                    Seat.valueOf(wire.seat()),
                    new Subject(wire.issuer(), wire.sub()),
                    new People(wire.host().person(), wire.invitee().person()),
                    EndWhen.valueOf(wire.endWhen()),
                    Instant.parse(wire.notAfter()),
                    new SignInId(signedInAt, wire.sid()));
        } catch (JacksonException | DateTimeParseException | NullPointerException e) {
            throw new IllegalArgumentException("not a grant", e);
        }
    }
}
