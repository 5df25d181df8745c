package com.exorlive.meeting.signaling.turn;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.signaling.protocol.IceServer;
import com.exorlive.meeting.signaling.protocol.Seat;
import com.exorlive.meeting.signaling.protocol.SecretSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RoomCredentialsTest {
    private static final Instant START = Instant.ofEpochSecond(1_795_276_200);
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final TurnServers SERVERS =
            new TurnServers(List.of("turn:turn.example:3478"), "north", LIFE, false);

    @Test
    void thePasswordIsTheOneThatCoturnComputes() {
        // printf 1795276800:x | openssl dgst -sha1 -hmac north -binary | base64
        var server = SERVERS.issue(new Pseudonym("x"), START).getFirst();

        assertThat(server.username()).isEqualTo("1795276800:x");
        assertThat(server.credential()).isEqualTo("vG87bKNQYVgbtUei4Z7/Dt32ixY=");
        assertThat(server.urls()).containsExactly("turn:turn.example:3478");
    }

    @Test
    void aCallOfNinetyMinutesNeverGathersWithCredentialsThatLapseWithinFive() {
        var room = room(1);
        var held = room.issue(Seat.HOST, START).getFirst();
        var pseudonym = pseudonym(held);
        for (var minute = 1; minute <= 90; minute++) {
            var now = START.plus(Duration.ofMinutes(minute));
            held = room.renew(Seat.HOST, now).map(List::getFirst).orElse(held);

            assertThat(lapses(held)).isAfter(now.plusSeconds(300));
            assertThat(pseudonym(held)).isEqualTo(pseudonym);
        }
    }

    @Test
    void whatIsYoungEnoughIsNotIssuedAgain() {
        var room = room(1);
        room.issue(Seat.HOST, START);

        assertThat(room.renew(Seat.HOST, START.plusSeconds(299))).isEmpty();
        assertThat(room.renew(Seat.INVITEE, START.plusSeconds(299))).isPresent();
        assertThat(room.renew(Seat.HOST, START.plusSeconds(300))).isPresent();
        assertThat(room.renew(Seat.HOST, START.plusSeconds(301))).isEmpty();
    }

    @Test
    void seatsAndMeetingsHavePseudonymsThatNothingConnects() {
        var one = room(1);
        var other = room(2);

        assertThat(
                        List.of(
                                pseudonym(one.issue(Seat.HOST, START).getFirst()),
                                pseudonym(one.issue(Seat.INVITEE, START).getFirst()),
                                pseudonym(other.issue(Seat.HOST, START).getFirst()),
                                pseudonym(other.issue(Seat.INVITEE, START).getFirst())))
                .doesNotHaveDuplicates()
                .allMatch(pseudonym -> pseudonym.matches("[A-Za-z0-9_-]{22}"));
    }

    @Test
    void withoutATurnServerThereIsNothingToIssue() {
        var room = new RoomCredentials(TurnServers.none(), new SecretSource(new Random(1)));

        assertThat(room.issue(Seat.HOST, START)).isEmpty();
        assertThat(room.renew(Seat.HOST, START.plus(LIFE))).isEmpty();
    }

    @Test
    void nothingPrintsItsSecret() {
        var issued = SERVERS.issue(new Pseudonym("x"), START);

        assertThat(SERVERS.toString() + issued)
                .doesNotContain("north", "vG87bKNQYVgbtUei4Z7/Dt32ixY=", "1795276800");
    }

    private static RoomCredentials room(long seed) {
        return new RoomCredentials(SERVERS, new SecretSource(new Random(seed)));
    }

    private static Instant lapses(IceServer server) {
        return Instant.ofEpochSecond(Long.parseLong(server.username().split(":", -1)[0]));
    }

    private static String pseudonym(IceServer server) {
        return server.username().split(":", -1)[1];
    }
}
