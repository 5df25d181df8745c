package com.exorlive.meeting.signaling.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.signaling.protocol.MeetingId;
import com.exorlive.meeting.signaling.protocol.Seat;
import com.exorlive.meeting.signaling.registry.RoomRegistry.Admission;
import com.exorlive.meeting.signaling.registry.RoomRegistry.Claim;
import com.exorlive.meeting.signaling.token.Subject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InMemoryRoomRegistryTest {
    private static final MeetingId MEETING = new MeetingId("AWsBXZBrAq8Q8xJ3qdysV0sdm-2JuJM6nQ");
    private static final Subject INGRID = new Subject("issuer", "ingrid");
    private static final Subject OLA = new Subject("issuer", "ola");

    @TempDir Path data;
    private Instant now = MEETING.notBefore();
    private InMemoryRoomRegistry registry;

    @BeforeEach
    void start() {
        registry = open();
    }

    private InMemoryRoomRegistry open() {
        return new InMemoryRoomRegistry(data.resolve("sub/ended.log"), () -> now);
    }

    @Test
    void aSeatBelongsToItsSubject() {
        long epoch = claim();

        assertThat(admit(epoch, Seat.HOST, INGRID)).isEqualTo(new Admission.Admitted(1));
        assertThat(admit(epoch, Seat.HOST, INGRID)).isEqualTo(new Admission.Admitted(2));
        assertThat(admit(epoch, Seat.HOST, OLA)).isEqualTo(new Admission.Taken());
        assertThat(admit(epoch, Seat.INVITEE, INGRID)).isEqualTo(new Admission.Taken());
        assertThat(admit(epoch, Seat.INVITEE, OLA)).isEqualTo(new Admission.Admitted(1));
    }

    @Test
    void theSameSubOfAnotherIssuerDoesNotGetTheSeat() {
        long epoch = claim();
        admit(epoch, Seat.HOST, INGRID);

        assertThat(admit(epoch, Seat.HOST, new Subject("other", "ingrid")))
                .isEqualTo(new Admission.Taken());
    }

    @Test
    void askingAgainWithTheSameRequestHasTheSameAnswer() {
        long epoch = claim();
        var request = RequestId.random();

        var first = registry.admit(MEETING, epoch, Seat.HOST, INGRID, request);
        var second = registry.admit(MEETING, epoch, Seat.HOST, INGRID, request);

        assertThat(second).isEqualTo(first).isEqualTo(new Admission.Admitted(1));
    }

    @Test
    void ofAThousandWhoComeAtOnceTwoGetIn() {
        long epoch = claim();
        var admitted = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 1_000; i++) {
                var subject = new Subject("issuer", "s-" + i);
                var seat = i % 2 == 0 ? Seat.HOST : Seat.INVITEE;
                threads.execute(
                        () -> {
                            if (admit(epoch, seat, subject) instanceof Admission.Admitted) {
                                admitted.incrementAndGet();
                            }
                        });
            }
        }
        assertThat(admitted).hasValue(2);
    }

    @Test
    void anOlderOwnerIsFencedOff() {
        long epoch = claim();
        registry.release(MEETING, epoch);
        long next = claim();

        assertThat(next).isGreaterThan(epoch);
        assertThat(admit(epoch, Seat.HOST, INGRID)).isEqualTo(new Admission.Fenced());
        assertThat(registry.renew(Map.of(MEETING, epoch))).isEqualTo(Set.of(MEETING));
        assertThat(registry.renew(Map.of(MEETING, next))).isEmpty();
    }

    @Test
    void anEndedMeetingIsOverForEverAlsoAfterARestart() {
        long epoch = claim();
        registry.end(MEETING, epoch, RequestId.random());
        assertOver();

        registry.close();
        registry = open();
        assertOver();
    }

    @Test
    void aTombstoneIsOnTheDiskBeforeTheEndIsAnswered() throws Exception {
        registry.end(MEETING, claim(), RequestId.random());

        assertThat(Files.readString(data.resolve("sub/ended.log")))
                .hasLineCount(1)
                .doesNotContain(MEETING.value());
    }

    @Test
    void aLineCutShortByACrashHurtsNobody() throws Exception {
        registry.end(MEETING, claim(), RequestId.random());
        registry.close();
        Files.writeString(data.resolve("sub/ended.log"), "abc 12", StandardOpenOption.APPEND);

        registry = open();

        assertOver();
    }

    @Test
    void aTombstoneIsForgottenOnceTheIdHasLapsedByItself() throws Exception {
        registry.end(MEETING, claim(), RequestId.random());
        registry.close();
        now = MEETING.notAfter().plusSeconds(1);

        registry = open();

        assertThat(Files.readString(data.resolve("sub/ended.log"))).isEmpty();
    }

    private void assertOver() {
        assertThat(registry.isOver(MEETING)).isTrue();
        assertThat(registry.claim(MEETING, RequestId.random())).isEqualTo(new Claim.Over());
        assertThat(admit(1, Seat.HOST, INGRID)).isEqualTo(new Admission.Over());
    }

    private long claim() {
        return ((Claim.Owned) registry.claim(MEETING, RequestId.random())).epoch();
    }

    private Admission admit(long epoch, Seat seat, Subject subject) {
        return registry.admit(MEETING, epoch, seat, subject, RequestId.random());
    }
}
