package com.exorlive.meeting.signaling.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exorlive.meeting.signaling.protocol.EndWhen;
import com.exorlive.meeting.signaling.protocol.MeetingId;
import com.exorlive.meeting.signaling.protocol.People;
import com.exorlive.meeting.signaling.protocol.Person;
import com.exorlive.meeting.signaling.protocol.Seat;
import com.exorlive.meeting.signaling.token.SignInId;
import com.exorlive.meeting.signaling.token.Subject;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// S-11: which seats an end of access takes away, and which it leaves.
class S11AccessEndTest {
    private static final Subject OLA = new Subject("core", "ola");
    private static final Subject KARI = new Subject("core", "kari");

    private static SeatGrant cameBy(String issuer, String sid) {
        var meeting = new MeetingId("AWsBXZBrAq8Q8xJ3qdysV0sdm-2JuJM6nQ");
        return new SeatGrant(
                meeting,
                Seat.INVITEE,
                OLA,
                new People(new Person("Ingrid", "trainer"), new Person("Ola", "client")),
                EndWhen.EITHER,
                meeting.notAfter(),
                new SignInId(issuer, sid));
    }

    private static AccessEnd at(Subject whose, String issuer, String sid) {
        return AccessEnd.ofSignIn(whose, new SignInId(issuer, sid));
    }

    private static AccessEnd ofSessionOnly(String issuer, String sid) {
        return new AccessEnd(Optional.empty(), Optional.of(new SignInId(issuer, sid)));
    }

    @Test
    void aPersonWhoIsShutOutLosesTheSeatHoweverTheyCame() {
        assertThat(AccessEnd.ofPerson(OLA).concerns(cameBy("core", "1"))).isTrue();
        assertThat(AccessEnd.ofPerson(OLA).concerns(cameBy("bank", "1"))).isTrue();
        assertThat(AccessEnd.ofPerson(KARI).concerns(cameBy("core", "1"))).isFalse();
    }

    @Test
    void aSignInThatEndedTakesItsOwnSeatOnly() {
        assertThat(at(OLA, "bank", "1").concerns(cameBy("bank", "1"))).isTrue();
        assertThat(at(OLA, "bank", "1").concerns(cameBy("bank", "2"))).isFalse();
        assertThat(at(OLA, "bank", "1").concerns(cameBy("core", "1"))).isFalse();
        assertThat(at(KARI, "bank", "1").concerns(cameBy("bank", "1"))).isFalse();
    }

    @Test
    void allSignInsAtAnIssuerTakeEachSeatThatWasHadByOneOfThem() {
        assertThat(at(OLA, "bank", "").concerns(cameBy("bank", "1"))).isTrue();
        assertThat(at(OLA, "bank", "").concerns(cameBy("bank", ""))).isTrue();
        assertThat(at(OLA, "bank", "").concerns(cameBy("core", "1"))).isFalse();
    }

    @Test
    void whoCameByASignInWithoutANameMayHaveComeByTheOneThatEnded() {
        assertThat(at(OLA, "bank", "1").concerns(cameBy("bank", ""))).isTrue();
        assertThat(at(OLA, "bank", "1").concerns(cameBy("core", ""))).isFalse();
    }

    @Test
    void aSessionOfSomebodyUnknownTakesItsOwnSeatOnly() {
        assertThat(ofSessionOnly("bank", "1").concerns(cameBy("bank", "1"))).isTrue();
        assertThat(ofSessionOnly("bank", "1").concerns(cameBy("bank", "2"))).isFalse();
        assertThat(ofSessionOnly("bank", "1").concerns(cameBy("bank", ""))).isFalse();
        assertThat(ofSessionOnly("bank", "1").concerns(cameBy("core", "1"))).isFalse();
        assertThatThrownBy(() -> ofSessionOnly("bank", ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aGrantKeepsItsSignInOnTheWayToAnotherNode() {
        var grant = cameBy("bank", "1");
        assertThat(GrantCodec.read(GrantCodec.write(grant))).isEqualTo(grant);
        var fromBefore =
                GrantCodec.write(cameBy("core", "1"))
                        .replaceFirst(",\"signInIssuer\":\"core\"", "");
        assertThat(fromBefore).doesNotContain("signInIssuer");
        assertThat(GrantCodec.read(fromBefore)).isEqualTo(cameBy("core", "1"));
    }
}
