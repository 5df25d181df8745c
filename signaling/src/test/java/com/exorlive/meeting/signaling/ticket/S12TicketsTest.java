package com.exorlive.meeting.signaling.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.signaling.admission.AccessEnd;
import com.exorlive.meeting.signaling.admission.SeatGrant;
import com.exorlive.meeting.signaling.protocol.EndWhen;
import com.exorlive.meeting.signaling.protocol.MeetingId;
import com.exorlive.meeting.signaling.protocol.People;
import com.exorlive.meeting.signaling.protocol.Person;
import com.exorlive.meeting.signaling.protocol.Seat;
import com.exorlive.meeting.signaling.protocol.Secret;
import com.exorlive.meeting.signaling.protocol.SecretSource;
import com.exorlive.meeting.signaling.token.SignInId;
import com.exorlive.meeting.signaling.token.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// SECURITY.md S-12.
class S12TicketsTest {
    private static final String ORIGIN = "https://meet.example";
    private static final Secret VERIFIER = new Secret("V".repeat(43));
    private static final MeetingId MEETING = new MeetingId("AWsBXZBrAq8Q8xJ3qdysV0sdm-2JuJM6nQ");
    private static final Subject SUBJECT = new Subject("issuer", "s-1");
    private static final SeatGrant GRANT =
            new SeatGrant(
                    MEETING,
                    Seat.HOST,
                    SUBJECT,
                    new People(new Person("Ingrid", "trainer"), new Person("Ola", "client")),
                    EndWhen.EITHER,
                    MEETING.notAfter(),
                    new SignInId("issuer", "sign-in"));

    private Instant now = Instant.parse("2026-11-21T10:00:00Z");
    private final Tickets tickets =
            new InMemoryTickets(new SecretSource(), () -> now, Duration.ofSeconds(30));

    @Test
    void S11AnEndOfAccessVoidsTheTicketsThatItConcernsAndNoOthers() {
        var ticket = issue();
        tickets.revoke(AccessEnd.ofPerson(new Subject("issuer", "somebody-else")));
        tickets.revoke(AccessEnd.ofSignIn(SUBJECT, new SignInId("issuer", "another")));
        assertThat(tickets.redeem(ticket, VERIFIER, ORIGIN)).isPresent();
        var ofSignIn = issue();
        tickets.revoke(AccessEnd.ofSignIn(SUBJECT, new SignInId("issuer", "sign-in")));
        assertThat(tickets.redeem(ofSignIn, VERIFIER, ORIGIN)).isEmpty();
        var ofPerson = issue();
        tickets.revoke(AccessEnd.ofPerson(SUBJECT));
        assertThat(tickets.redeem(ofPerson, VERIFIER, ORIGIN)).isEmpty();
    }

    @Test
    void S05TheEndOfASubjectIsNotThatOfTheSameNameAtAnotherIssuer() {
        var ticket = issue();
        tickets.revoke(AccessEnd.ofPerson(new Subject("another", "s-1")));
        assertThat(tickets.redeem(ticket, VERIFIER, ORIGIN)).isPresent();
    }

    @Test
    void aTicketBringsItsGrant() {
        assertThat(tickets.redeem(issue(), VERIFIER, ORIGIN)).contains(GRANT);
    }

    @Test
    void ofAHundredWhoUseOneTicketAtOnceOneGetsIn() throws Exception {
        for (int round = 0; round < 20; round++) {
            var ticket = issue();
            var accepted = new AtomicInteger();
            var start = new CountDownLatch(1);
            try (var threads = Executors.newFixedThreadPool(100)) {
                for (int i = 0; i < 100; i++) {
                    threads.execute(
                            () -> {
                                awaitStart(start);
                                if (tickets.redeem(ticket, VERIFIER, ORIGIN).isPresent()) {
                                    accepted.incrementAndGet();
                                }
                            });
                }
                start.countDown();
            }
            assertThat(accepted).hasValue(1);
        }
    }

    private static void awaitStart(CountDownLatch start) {
        try {
            assertThat(start.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aTicketIsGoodForThirtySeconds() {
        var inTime = issue();
        var late = issue();

        now = now.plusMillis(29_999);
        assertThat(tickets.redeem(inTime, VERIFIER, ORIGIN)).isPresent();
        now = now.plusMillis(1);
        assertThat(tickets.redeem(late, VERIFIER, ORIGIN)).isEmpty();
    }

    @Test
    void aTicketIsGoodFromItsOriginAlone() {
        assertThat(tickets.redeem(issue(), VERIFIER, "https://evil.example")).isEmpty();
    }

    @Test
    void aTicketIsGoodForWhoeverKnowsTheVerifierAlone() {
        assertThat(tickets.redeem(issue(), new Secret("W".repeat(43)), ORIGIN)).isEmpty();
    }

    @Test
    void theChallengeItselfIsNoVerifier() {
        var challenge = new Secret(VERIFIER.hash().value());

        assertThat(tickets.redeem(issue(), challenge, ORIGIN)).isEmpty();
    }

    @Test
    void ticketsDoNotRepeatAndDoNotPrintThemselves() {
        var all = new HashSet<String>();
        for (int i = 0; i < 1_000; i++) {
            var ticket = issue();
            all.add(ticket.value());
            assertThat(ticket.toString()).doesNotContain(ticket.value());
        }
        assertThat(all).hasSize(1_000);
    }

    @Test
    void ticketsThatNobodyUsesDoNotPileUp() {
        for (int i = 0; i < 20_000; i++) {
            issue();
        }
        assertThat(tickets.issue(GRANT, ORIGIN, new Secret(VERIFIER.hash().value()))).isEmpty();

        now = now.plusSeconds(30);
        assertThat(tickets.issue(GRANT, ORIGIN, new Secret(VERIFIER.hash().value()))).isPresent();
    }

    private Secret issue() {
        return tickets.issue(GRANT, ORIGIN, new Secret(VERIFIER.hash().value())).orElseThrow();
    }
}
