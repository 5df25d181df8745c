package com.exorlive.meeting.signaling.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.signaling.protocol.MeetingId;
import com.exorlive.meeting.signaling.protocol.Seat;
import com.exorlive.meeting.signaling.registry.RoomRegistry.Admission;
import com.exorlive.meeting.signaling.registry.RoomRegistry.Burial;
import com.exorlive.meeting.signaling.registry.RoomRegistry.Claim;
import com.exorlive.meeting.signaling.registry.RoomRegistry.Place;
import com.exorlive.meeting.signaling.token.Subject;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// What every registry does.
public abstract class RoomRegistryContract {
    protected static final Subject INGRID = new Subject("issuer", "ingrid");
    protected static final Subject OLA = new Subject("issuer", "ola");

    protected abstract RoomRegistry registry();

    /// The same for the whole of one test.
    protected abstract MeetingId meeting();

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

        var first = registry().admit(meeting(), epoch, Seat.HOST, INGRID, request);
        var second = registry().admit(meeting(), epoch, Seat.HOST, INGRID, request);

        assertThat(second).isEqualTo(first).isEqualTo(new Admission.Admitted(1));
    }

    @Test
    void claimingWhatOneHasChangesNothing() {
        assertThat(claim()).isEqualTo(claim());
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
                            if (answered(epoch, seat, subject) instanceof Admission.Admitted) {
                                admitted.incrementAndGet();
                            }
                        });
            }
        }
        assertThat(admitted).hasValue(2);
    }

    /// Whoever gets no answer in time asks again with the same request.
    private Admission answered(long epoch, Seat seat, Subject subject) {
        var request = RequestId.random();
        for (int i = 0; i < 50; i++) {
            try {
                return registry().admit(meeting(), epoch, seat, subject, request);
            } catch (RegistryUnavailableException _) {
                LockSupport.parkNanos(200_000_000);
            }
        }
        throw new AssertionError("no answer");
    }

    @Test
    void anOlderOwnerIsFencedOff() {
        long epoch = claim();
        registry().release(meeting(), epoch);
        long next = claim();

        assertThat(next).isGreaterThan(epoch);
        assertThat(admit(epoch, Seat.HOST, INGRID)).isEqualTo(new Admission.Fenced());
        assertThat(admit(next, Seat.HOST, INGRID)).isEqualTo(new Admission.Admitted(1));
    }

    @Test
    void whoeverHadASeatKeepsItWhenTheRoomIsLetGoOf() {
        long epoch = claim();
        admit(epoch, Seat.HOST, INGRID);
        registry().release(meeting(), epoch);
        long next = claim();

        assertThat(admit(next, Seat.HOST, OLA)).isEqualTo(new Admission.Taken());
        assertThat(admit(next, Seat.HOST, INGRID)).isEqualTo(new Admission.Admitted(2));
    }

    @Test
    void aThirdPersonTakesNoRoomThatWasLetGoOf() {
        long epoch = claim();
        admit(epoch, Seat.HOST, INGRID);
        admit(epoch, Seat.INVITEE, OLA);
        registry().release(meeting(), epoch);

        var third = new Subject("issuer", "third");
        for (var seat : Seat.values()) {
            assertThat(registry().claim(meeting(), seat, third, RequestId.random()))
                    .isEqualTo(new Claim.Taken());
        }
        assertThat(registry().claim(meeting(), Seat.INVITEE, INGRID, RequestId.random()))
                .isEqualTo(new Claim.Taken());
        assertThat(registry().claim(meeting(), Seat.INVITEE, OLA, RequestId.random()))
                .isInstanceOf(Claim.Owned.class);
    }

    @Test
    void timeEndsNoRoomThatIsAnotherOwners() {
        long epoch = claim();
        registry().release(meeting(), epoch);
        long next = claim();

        assertThat(registry().end(meeting(), epoch, false, RequestId.random()))
                .isEqualTo(Burial.FENCED);
        assertThat(admit(next, Seat.HOST, INGRID)).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void aPersonEndsAMeetingWhoeverOwnsItsRoom() {
        long epoch = claim();
        registry().release(meeting(), epoch);
        long next = claim();

        assertThat(registry().end(meeting(), epoch, true, RequestId.random()))
                .isEqualTo(Burial.BURIED);
        assertThat(admit(next, Seat.HOST, INGRID)).isEqualTo(new Admission.Over());
    }

    @Test
    void anEndedMeetingIsOverForEver() {
        long epoch = claim();

        assertThat(registry().end(meeting(), epoch, false, RequestId.random()))
                .isEqualTo(Burial.BURIED);
        assertThat(registry().end(meeting(), epoch, false, RequestId.random()))
                .isEqualTo(Burial.BURIED);

        assertOver(epoch);
    }

    @Test
    void aMeetingCanEndBeforeAnybodyOwnsItsRoom() {
        registry().end(meeting(), -1, true, RequestId.random());

        assertOver(-1);
    }

    protected void assertOver(long epoch) {
        assertThat(registry().look(meeting())).isEqualTo(new Place.Over());
        assertThat(registry().claim(meeting(), Seat.HOST, INGRID, RequestId.random()))
                .isEqualTo(new Claim.Over());
        assertThat(admit(epoch, Seat.HOST, INGRID)).isEqualTo(new Admission.Over());
    }

    protected long claim() {
        return ((Claim.Owned) registry().claim(meeting(), Seat.HOST, INGRID, RequestId.random()))
                .epoch();
    }

    protected Admission admit(long epoch, Seat seat, Subject subject) {
        return registry().admit(meeting(), epoch, seat, subject, RequestId.random());
    }
}
