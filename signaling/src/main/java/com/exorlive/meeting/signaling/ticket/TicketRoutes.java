package com.exorlive.meeting.signaling.ticket;

import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.RateLimiter;
import com.exorlive.meeting.edge.Reply;
import com.exorlive.meeting.edge.Turns;
import com.exorlive.meeting.signaling.admission.AdmissionUnavailableException;
import com.exorlive.meeting.signaling.admission.Admissions;
import com.exorlive.meeting.signaling.admission.MeetingReport;
import com.exorlive.meeting.signaling.admission.MeetingReports;
import com.exorlive.meeting.signaling.metrics.SignalingMetrics;
import com.exorlive.meeting.signaling.protocol.Ending;
import com.exorlive.meeting.signaling.protocol.MeetingId;
import com.exorlive.meeting.signaling.protocol.Secret;
import com.exorlive.meeting.signaling.registry.RegistryUnavailableException;
import com.exorlive.meeting.signaling.registry.RoomRegistry;
import com.exorlive.meeting.signaling.registry.RoomRegistry.Place;
import com.exorlive.meeting.signaling.token.Issuers;
import com.exorlive.meeting.signaling.token.KeysUnavailableException;
import com.exorlive.meeting.signaling.token.SignedIn;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `POST /api/meetings/{id}/ticket`; docs/protocol.md section 2. The first gate: a third person
/// ends here, with the answer that an unknown meeting has. Core is asked about every well-formed
/// id, also one that is known to be over, so that the time tells nothing either. Thread-safe.
public final class TicketRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(TicketRoutes.class);
    private static final String RETRY_SECONDS = "2";

    /// What is away may be back any moment, and somebody looks at the page meanwhile.
    private static final String AWAY_SECONDS = "1";

    /// How often a minute somebody may ask while something is away and pay nothing for it.
    private static final int TRIES_IN_VAIN = 60;

    private final Issuers tokens;
    private final Possession possession;
    private final Admissions admissions;
    private final RoomRegistry registry;
    private final MeetingReports reports;
    private final Tickets tickets;
    private final Turns perSubject;
    private final Turns inVain = new RateLimiter(TRIES_IN_VAIN, Duration.ofMinutes(1));
    private final Set<String> origins;
    private final SocketUrls urls;
    private final SignalingMetrics metrics;
    private final InstantSource clock;
    private final BooleanSupplier isDraining;

    public TicketRoutes(
            Issuers tokens,
            Possession possession,
            Admissions admissions,
            RoomRegistry registry,
            MeetingReports reports,
            Tickets tickets,
            Turns perSubject,
            Set<String> origins,
            SocketUrls urls,
            SignalingMetrics metrics,
            InstantSource clock,
            BooleanSupplier isDraining) {
        this.tokens = tokens;
        this.possession = possession;
        this.admissions = admissions;
        this.registry = registry;
        this.reports = reports;
        this.tickets = tickets;
        this.perSubject = perSubject;
        this.origins = Set.copyOf(origins);
        this.urls = urls;
        this.metrics = metrics;
        this.clock = clock;
        this.isDraining = isDraining;
    }

    private record Request(@Nullable String challenge) {}

    public HttpRoutes routes() {
        return HttpRoutes.builder().post("/api/meetings/{id}/ticket", this::answer).build();
    }

    private Reply answer(HttpCall call) {
        if (isDraining.getAsBoolean()) {
            return tryAgain("draining");
        }
        var origin = call.header("Origin").orElse("");
        if (!origins.contains(origin)) {
            return refused(Reply.problem(403, "origin-not-allowed"), "origin");
        }
        try {
            var token = call.dpopToken().or(call::bearerToken).orElse("");
            var who = tokens.verify(token);
            if (who.isEmpty()) {
                return refused(Reply.problem(401, "token-invalid"), "token");
            }
            return answer(call, who.get(), possession.judge(call, token, who.get()), origin);
        } catch (KeysUnavailableException
                | AdmissionUnavailableException
                | RegistryUnavailableException e) {
            LOG.atWarn()
                    .addKeyValue("correlationId", call.correlationId())
                    .setCause(e)
                    .log("No ticket can be given");
            return tryAgain("unavailable", AWAY_SECONDS);
        }
    }

    /// A thief of a token must not use up the turns of its owner; nor may the owner fill the memory
    /// for used proofs without a turn.
    private Reply answer(HttpCall call, SignedIn who, Possession.Shown shown, String origin) {
        if (shown instanceof Possession.Shown.Refused(var reply)) {
            return refused(reply, "proof");
        }
        var subject = who.subject();
        var turn = subject.issuer() + " " + subject.sub();
        var wait = perSubject.secondsToWait(turn);
        if (wait.isPresent()) {
            return refused(Reply.slowDown(wait.getAsLong()), "rate");
        }
        try {
            var replayed = possession.use(shown);
            return replayed.isPresent()
                    ? refused(replayed.get(), "proof")
                    : answer(call, who, origin);
        } catch (AdmissionUnavailableException | RegistryUnavailableException e) {
            if (inVain.secondsToWait(turn).isEmpty()) {
                perSubject.giveBack(turn);
            }
            throw e;
        }
    }

    private Reply answer(HttpCall call, SignedIn who, String origin) {
        var challenge = call.json(Request.class).challenge();
        if (challenge == null || !Secret.isSecret(challenge)) {
            return refused(Reply.problem(400, "bad-request"), "bad-request");
        }
        var grant = MeetingId.parse(call.path("id")).flatMap(id -> admissions.admit(id, who));
        if (grant.isEmpty()) {
            return notOpen();
        }
        var place = registry.look(grant.get().meeting());
        if (place instanceof Place.Over) {
            // Core does not know yet, or lost it: it is told again.
            var ending = new Ending(Ending.By.SERVER, Ending.Reason.ENDED);
            var meeting = grant.get().meeting();
            reports.report(new MeetingReport.Ended(meeting, clock.instant(), ending));
            return notOpen();
        }
        var url = urls.at(place);
        if (url.isEmpty()) {
            return tryAgain("draining");
        }
        return tickets.issue(grant.get(), origin, new Secret(challenge))
                .map(ticket -> ticket(ticket, url.get()))
                .orElseGet(() -> tryAgain("too-many-tickets"));
    }

    private Reply notOpen() {
        return refused(Reply.problem(404, "meeting-not-open"), "not-open");
    }

    private Reply ticket(Secret ticket, String url) {
        return Reply.json(
                200,
                Map.of(
                        "ticket",
                        ticket.value(),
                        "url",
                        url,
                        "expiresInMs",
                        tickets.life().toMillis()));
    }

    private Reply refused(Reply reply, String reason) {
        metrics.onRefused(reason);
        return reply;
    }

    private Reply tryAgain(String reason) {
        return tryAgain(reason, RETRY_SECONDS);
    }

    private Reply tryAgain(String reason, String afterSeconds) {
        return refused(Reply.problem(503, "try-again").header("Retry-After", afterSeconds), reason);
    }
}
