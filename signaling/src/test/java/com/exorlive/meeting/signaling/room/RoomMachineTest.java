package com.exorlive.meeting.signaling.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.sfucontrol.Description;
import com.exorlive.meeting.sfucontrol.LegId;
import com.exorlive.meeting.sfucontrol.ParticipantId;
import com.exorlive.meeting.sfucontrol.PcId;
import com.exorlive.meeting.sfucontrol.SfuEvent;
import com.exorlive.meeting.signaling.admission.MeetingReport;
import com.exorlive.meeting.signaling.protocol.ConnectionId;
import com.exorlive.meeting.signaling.protocol.EndWhen;
import com.exorlive.meeting.signaling.protocol.Ending;
import com.exorlive.meeting.signaling.protocol.ErrorCode;
import com.exorlive.meeting.signaling.protocol.MeetingId;
import com.exorlive.meeting.signaling.protocol.Presence;
import com.exorlive.meeting.signaling.protocol.Seat;
import com.exorlive.meeting.signaling.protocol.ServerMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoomMachineTest {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    private static final MeetingId MEETING = new MeetingId("AWsBXZBrAq8Q8xJ3qdysV0sdm-2JuJM6nQ");
    private static final ConnectionId HOST = new ConnectionId("host-1");
    private static final ConnectionId HOST_AGAIN = new ConnectionId("host-2");
    private static final ConnectionId INVITEE = new ConnectionId("invitee-1");
    private static final PcId P1 = new PcId("p1");
    private static final RoomEvent TICK = new RoomEvent.Tick();

    private RoomState state = RoomMachine.begin(facts(EndWhen.EITHER));
    private Instant now = START;

    @Test
    void anInviteeWhoComesFirstWaitsAtTheDoorAndNothingIsSetUp() {
        var effects = arrive(Seat.INVITEE, INVITEE);

        assertThat(effects)
                .containsExactly(
                        new RoomEffect.Welcome(Seat.INVITEE),
                        report(new MeetingReport.Joined(MEETING, now, Seat.INVITEE)),
                        report(new MeetingReport.Waiting(MEETING, now, Seat.INVITEE)));
        assertThat(state).isInstanceOf(RoomState.AtDoor.class);
    }

    @Test
    void theHostsComingMakesTheRoomAndItsMedia() {
        var effects = arrive(Seat.HOST, HOST);

        assertThat(effects)
                .containsExactly(
                        new RoomEffect.Welcome(Seat.HOST),
                        report(new MeetingReport.Joined(MEETING, now, Seat.HOST)),
                        report(new MeetingReport.Waiting(MEETING, now, Seat.HOST)),
                        new RoomEffect.OpenMedia(1),
                        new RoomEffect.JoinMedia(Seat.HOST));
        assertThat(live().isActive()).isFalse();
    }

    @Test
    void theMeetingIsActiveOnceBothHaveSaidHello() {
        arrive(Seat.INVITEE, INVITEE);

        var effects = arrive(Seat.HOST, HOST);

        assertThat(effects)
                .contains(
                        tell(
                                Seat.INVITEE,
                                new ServerMessage.PresenceChanged(
                                        Seat.HOST,
                                        new Presence.Present(HOST),
                                        true,
                                        START.plus(Duration.ofHours(4)))),
                        report(new MeetingReport.Started(MEETING, now)),
                        new RoomEffect.JoinMedia(Seat.INVITEE));
        assertThat(live().isActive()).isTrue();
    }

    @Test
    void theMeetingStaysActiveWhileOneIsLost() {
        bothHere();

        var effects = step(new RoomEvent.Lost(Seat.INVITEE, INVITEE));

        assertThat(live().isActive()).isTrue();
        assertThat(effects)
                .containsExactly(
                        tell(
                                Seat.HOST,
                                new ServerMessage.PresenceChanged(
                                        Seat.INVITEE,
                                        new Presence.Lost(INVITEE, 60_000),
                                        true,
                                        live().endsAt())));
    }

    @Test
    void aSecondPageOfTheSameSeatReplacesTheFirst() {
        bothHere();

        var effects = arrive(Seat.HOST, HOST_AGAIN);

        assertThat(effects.subList(0, 2))
                .containsExactly(
                        new RoomEffect.Replace(Seat.HOST), new RoomEffect.Welcome(Seat.HOST));
        assertThat(effects).contains(new RoomEffect.JoinMedia(Seat.HOST));
        assertThat(live().seat(Seat.HOST)).isEqualTo(new SeatState.Present(HOST_AGAIN));
        assertThat(effects).noneMatch(effect -> effect instanceof RoomEffect.Report);
    }

    @Test
    void whatHappensToAReplacedConnectionChangesNothing() {
        bothHere();
        arrive(Seat.HOST, HOST_AGAIN);
        var before = state;

        assertThat(step(new RoomEvent.Lost(Seat.HOST, HOST))).isEmpty();
        assertThat(step(new RoomEvent.Resumed(Seat.HOST, HOST))).isEmpty();
        assertThat(state).isEqualTo(before);
    }

    @Test
    void aLostConnectionThatIsLostAgainKeepsItsGrace() {
        bothHere();
        step(new RoomEvent.Lost(Seat.INVITEE, INVITEE));
        var before = state;
        now = now.plusSeconds(30);

        assertThat(step(new RoomEvent.Lost(Seat.INVITEE, INVITEE))).isEmpty();
        assertThat(state).isEqualTo(before);
    }

    @Test
    void theGraceCountsFromTheLossAndNotFromTheLastMessage() {
        bothHere();
        now = now.plusSeconds(1_000);
        step(new RoomEvent.Lost(Seat.INVITEE, INVITEE));
        assertThat(RoomMachine.deadline(state)).isEqualTo(Optional.of(now.plusSeconds(60)));

        now = now.plusSeconds(59);
        assertThat(step(TICK)).isEmpty();
        now = now.plusSeconds(1);
        assertThat(step(TICK))
                .containsExactly(
                        new RoomEffect.LeaveMedia(Seat.INVITEE),
                        new RoomEffect.Forget(Seat.INVITEE),
                        tell(
                                Seat.HOST,
                                new ServerMessage.PresenceChanged(
                                        Seat.INVITEE,
                                        new Presence.Absent(),
                                        true,
                                        live().endsAt())),
                        report(new MeetingReport.Left(MEETING, now, Seat.INVITEE)));
    }

    @Test
    void whoIsGoneCanComeBackAsLongAsTheMeetingLives() {
        bothHere();
        step(new RoomEvent.Lost(Seat.INVITEE, INVITEE));
        now = now.plusSeconds(60);
        step(TICK);
        now = now.plusSeconds(600);

        var effects = arrive(Seat.INVITEE, new ConnectionId("invitee-2"));

        assertThat(effects)
                .contains(
                        report(new MeetingReport.Joined(MEETING, now, Seat.INVITEE)),
                        new RoomEffect.JoinMedia(Seat.INVITEE))
                .doesNotContain(report(new MeetingReport.Started(MEETING, now)));
    }

    @Test
    void aMeetingWithBothSeatsAbsentIsOver() {
        bothHere();
        step(new RoomEvent.Lost(Seat.INVITEE, INVITEE));
        now = now.plusSeconds(10);
        step(new RoomEvent.Lost(Seat.HOST, HOST));
        now = now.plusSeconds(50);
        step(TICK);
        assertThat(state).isInstanceOf(RoomState.Open.class);

        now = now.plusSeconds(10);
        var effects = step(TICK);

        assertEnded(new Ending(Ending.By.SERVER, Ending.Reason.BOTH_ABSENT));
        assertThat(effects)
                .contains(
                        new RoomEffect.Bury(
                                new Ending(Ending.By.SERVER, Ending.Reason.BOTH_ABSENT)),
                        new RoomEffect.CloseMedia());
    }

    @Test
    void anInviteeWhoLeavesTheDoorEndsNothing() {
        arrive(Seat.INVITEE, INVITEE);
        step(new RoomEvent.Lost(Seat.INVITEE, INVITEE));
        now = now.plusSeconds(60);

        var effects = step(TICK);

        assertThat(state).isEqualTo(new RoomState.Dissolved());
        assertThat(effects).noneMatch(RoomEffect.Bury.class::isInstance);
    }

    @Test
    void theIdDiesBeforeAnybodyIsTold() {
        bothHere();

        var effects = step(new RoomEvent.AskedToEnd(Seat.INVITEE, ""));

        var ending = new Ending(Ending.By.INVITEE, Ending.Reason.ENDED);
        assertThat(effects)
                .containsExactly(
                        new RoomEffect.Bury(ending),
                        new RoomEffect.CloseMedia(),
                        tell(Seat.HOST, new ServerMessage.Ended(ending)),
                        tell(Seat.INVITEE, new ServerMessage.Ended(ending)),
                        report(new MeetingReport.Ended(MEETING, now, ending)),
                        new RoomEffect.Part());
    }

    @Test
    void onlyTheSeatThatTheSettingNamesMayEnd() {
        state = RoomMachine.begin(facts(EndWhen.HOST));
        bothHere();
        var before = state;

        assertThat(step(new RoomEvent.AskedToEnd(Seat.INVITEE, "m")))
                .containsExactly(
                        tell(Seat.INVITEE, new ServerMessage.Problem(ErrorCode.NOT_ALLOWED, "m")));
        assertThat(state).isEqualTo(before);

        step(new RoomEvent.AskedToEnd(Seat.HOST, ""));
        assertEnded(new Ending(Ending.By.HOST, Ending.Reason.ENDED));
    }

    @Test
    void anInviteeAtTheDoorMayEndTheMeetingForGood() {
        arrive(Seat.INVITEE, INVITEE);

        assertThat(step(new RoomEvent.AskedToEnd(Seat.INVITEE, "")))
                .contains(new RoomEffect.Bury(new Ending(Ending.By.INVITEE, Ending.Reason.ENDED)));
        assertEnded(new Ending(Ending.By.INVITEE, Ending.Reason.ENDED));
    }

    @Test
    void aMeetingEndsAfterItsMaximumLength() {
        bothHere();
        now = START.plus(Duration.ofHours(4)).minusMillis(1);
        assertThat(step(TICK)).isEmpty();

        now = START.plus(Duration.ofHours(4));
        step(TICK);

        assertEnded(new Ending(Ending.By.SERVER, Ending.Reason.MAX_LENGTH));
    }

    @Test
    void aMeetingDoesNotOutliveItsId() {
        now = START.plus(Duration.ofHours(23));
        bothHere();

        assertThat(live().endsAt()).isEqualTo(START.plus(Duration.ofHours(24)));
    }

    @Test
    void nothingHappensAfterTheEnd() {
        bothHere();
        step(new RoomEvent.AskedToEnd(Seat.HOST, ""));
        var over = state;
        var everything =
                List.of(
                        new RoomEvent.Arrived(Seat.HOST, HOST_AGAIN),
                        new RoomEvent.Arrived(Seat.INVITEE, INVITEE),
                        new RoomEvent.Lost(Seat.HOST, HOST),
                        new RoomEvent.AskedToEnd(Seat.INVITEE, ""),
                        new RoomEvent.Said(Seat.HOST, INVITEE, "x", ""),
                        new RoomEvent.Described(Seat.HOST, answer(P1)),
                        new RoomEvent.IceRestartWanted(Seat.HOST, P1),
                        new RoomEvent.Sfu(1, new SfuEvent.RoomLost()),
                        new RoomEvent.MediaFailed(1),
                        new RoomEvent.EndedByAdmin(),
                        new RoomEvent.Evicted(Seat.HOST),
                        TICK);
        for (var event : everything) {
            assertThat(step(event)).as(event.toString()).isEmpty();
            assertThat(state).as(event.toString()).isEqualTo(over);
        }
    }

    @Test
    void S11WhoIsShutOutLosesTheSeatAtOnceAndTheOtherIsTold() {
        bothHere();

        assertThat(step(new RoomEvent.Evicted(Seat.INVITEE)))
                .contains(
                        new RoomEffect.Evict(Seat.INVITEE),
                        report(new MeetingReport.Left(MEETING, now, Seat.INVITEE)))
                .anyMatch(
                        it -> it instanceof RoomEffect.Tell(var seat, var _) && seat == Seat.HOST);
        assertThat(live().seat(Seat.INVITEE).isAbsent()).isTrue();
        assertThat(live().seat(Seat.HOST).isPresent()).isTrue();
        assertThat(step(new RoomEvent.Evicted(Seat.INVITEE))).as("twice is once").isEmpty();
    }

    @Test
    void S11WhoIsShutOutWhileTheSocketIsLostDoesNotComeBack() {
        bothHere();
        step(new RoomEvent.Lost(Seat.INVITEE, INVITEE));
        step(new RoomEvent.Evicted(Seat.INVITEE));

        assertThat(step(new RoomEvent.Resumed(Seat.INVITEE, INVITEE))).isEmpty();
        assertThat(live().seat(Seat.INVITEE).isAbsent()).isTrue();
    }

    @Test
    void S11AMeetingWhoseLastOneIsShutOutEnds() {
        bothHere();
        step(new RoomEvent.Evicted(Seat.INVITEE));
        step(new RoomEvent.Evicted(Seat.HOST));

        assertEnded(new Ending(Ending.By.SERVER, Ending.Reason.BOTH_ABSENT));
    }

    @Test
    void S11WhoIsShutOutAtTheDoorEndsNothing() {
        step(new RoomEvent.Arrived(Seat.INVITEE, INVITEE));

        assertThat(step(new RoomEvent.Evicted(Seat.INVITEE)))
                .containsExactly(
                        new RoomEffect.Evict(Seat.INVITEE),
                        report(new MeetingReport.Left(MEETING, now, Seat.INVITEE)));
        assertThat(state).isInstanceOf(RoomState.Dissolved.class);
    }

    @Test
    void whatOneSaysIsRelayedToTheOthersConnectionAlone() {
        bothHere();

        assertThat(step(new RoomEvent.Said(Seat.HOST, INVITEE, "x", "")))
                .containsExactly(tell(Seat.INVITEE, new ServerMessage.Relayed(HOST, "x")));
        assertThat(step(new RoomEvent.Said(Seat.HOST, new ConnectionId("older"), "x", "m")))
                .containsExactly(
                        tell(Seat.HOST, new ServerMessage.Problem(ErrorCode.PEER_GONE, "m")));
        assertThat(step(new RoomEvent.Said(Seat.HOST, HOST, "x", "m")))
                .containsExactly(
                        tell(Seat.HOST, new ServerMessage.Problem(ErrorCode.PEER_GONE, "m")));
    }

    @Test
    void whatIsSaidToALostConnectionIsKeptForIt() {
        bothHere();
        step(new RoomEvent.Lost(Seat.INVITEE, INVITEE));

        assertThat(step(new RoomEvent.Said(Seat.HOST, INVITEE, "x", "")))
                .containsExactly(tell(Seat.INVITEE, new ServerMessage.Relayed(HOST, "x")));
    }

    @Test
    void anOfferOfTheMediaServerGoesToItsPageAndTheAnswerBack() {
        arrive(Seat.HOST, HOST);

        assertThat(step(offered(1, "host", P1)))
                .containsExactly(tell(Seat.HOST, new ServerMessage.Describe(offer(P1))));
        assertThat(step(new RoomEvent.Described(Seat.HOST, answer(P1))))
                .containsExactly(new RoomEffect.DescribeMedia(Seat.HOST, answer(P1)));
    }

    @Test
    void whatAPageSaysOfAPeerConnectionThatIsNotItsOwnIsDropped() {
        bothHere();
        step(offered(1, "host", P1));

        assertThat(step(new RoomEvent.Described(Seat.INVITEE, answer(P1)))).isEmpty();
        assertThat(step(new RoomEvent.IceRestartWanted(Seat.INVITEE, P1))).isEmpty();
        assertThat(step(new RoomEvent.IceRestartWanted(Seat.HOST, new PcId("none")))).isEmpty();
    }

    @Test
    void aMediaRoomThatIsLostIsMadeAnewAndTheOldPeerConnectionsAreDropped() {
        bothHere();
        step(offered(1, "host", P1));
        now = now.plusSeconds(10);

        assertThat(step(new RoomEvent.Sfu(1, new SfuEvent.RoomLost())))
                .containsExactly(
                        new RoomEffect.CloseMedia(),
                        tell(Seat.HOST, new ServerMessage.DropPc(P1)),
                        new RoomEffect.OpenMedia(2),
                        new RoomEffect.JoinMedia(Seat.HOST),
                        new RoomEffect.JoinMedia(Seat.INVITEE));
        assertThat(step(offered(1, "host", new PcId("late")))).isEmpty();
    }

    @Test
    void withoutAMediaServerBothAreToldOnceAndItIsTriedAgainEverMoreSlowly() {
        bothHere();

        assertThat(step(new RoomEvent.MediaFailed(1)))
                .contains(
                        tell(Seat.HOST, new ServerMessage.Problem(ErrorCode.MEDIA_UNAVAILABLE, "")),
                        tell(
                                Seat.INVITEE,
                                new ServerMessage.Problem(ErrorCode.MEDIA_UNAVAILABLE, "")));
        var waits = new ArrayList<Long>();
        for (int incarnation = 2; incarnation < 8; incarnation++) {
            var retryAt = RoomMachine.deadline(state).orElseThrow();
            waits.add(Duration.between(now, retryAt).toMillis());
            now = retryAt;
            assertThat(step(TICK)).contains(new RoomEffect.OpenMedia(incarnation));
            assertThat(step(new RoomEvent.MediaFailed(incarnation)))
                    .noneMatch(effect -> effect instanceof RoomEffect.Tell);
        }
        assertThat(waits).containsExactly(250L, 500L, 500L, 500L, 500L, 500L);
    }

    @Test
    void whoComesWhileThereIsNoMediaServerIsTold() {
        arrive(Seat.HOST, HOST);
        step(new RoomEvent.MediaFailed(1));

        assertThat(arrive(Seat.INVITEE, INVITEE))
                .contains(
                        tell(
                                Seat.INVITEE,
                                new ServerMessage.Problem(ErrorCode.MEDIA_UNAVAILABLE, "")))
                .doesNotContain(new RoomEffect.JoinMedia(Seat.INVITEE));
    }

    @Test
    void whoWasLostWhenMediaWereMadeAnewGetsThemWhenBack() {
        bothHere();
        step(new RoomEvent.Lost(Seat.INVITEE, INVITEE));
        now = now.plusSeconds(10);
        assertThat(step(new RoomEvent.Sfu(1, new SfuEvent.RoomLost())))
                .doesNotContain(new RoomEffect.JoinMedia(Seat.INVITEE));

        assertThat(step(new RoomEvent.Resumed(Seat.INVITEE, INVITEE)))
                .contains(
                        new RoomEffect.CarryOn(Seat.INVITEE),
                        new RoomEffect.JoinMedia(Seat.INVITEE));
    }

    @Test
    void aPeerConnectionThatTheMediaServerReplacedIsDropped() {
        arrive(Seat.HOST, HOST);
        step(offered(1, "host", P1));
        var gone = new RoomEvent.Sfu(1, new SfuEvent.PcGone(leg("host"), P1));

        assertThat(step(gone)).containsExactly(tell(Seat.HOST, new ServerMessage.DropPc(P1)));
        assertThat(step(gone)).isEmpty();
        assertThat(step(new RoomEvent.Described(Seat.HOST, answer(P1)))).isEmpty();
    }

    @Test
    void aHandshakeThatFailsIsTriedAgainThreeTimes() {
        arrive(Seat.HOST, HOST);
        var rejoins = 0;
        for (int i = 0; i < 6; i++) {
            var pc = new PcId("pc" + i);
            step(offered(1, "host", pc));
            var effects = step(down(pc, SfuEvent.DownReason.HANDSHAKE_FAILED));
            rejoins += effects.contains(new RoomEffect.JoinMedia(Seat.HOST)) ? 1 : 0;
        }
        assertThat(rejoins).isEqualTo(3);
    }

    @Test
    void aWrongFingerprintIsToldAndNotTriedAgain() {
        arrive(Seat.HOST, HOST);
        step(offered(1, "host", P1));

        assertThat(step(down(P1, SfuEvent.DownReason.FINGERPRINT_MISMATCH)))
                .containsExactly(tell(Seat.HOST, new ServerMessage.Media(P1, false)));
    }

    @Test
    void aThirdParticipantOfTheMediaServerIsNobody() {
        bothHere();

        assertThat(step(offered(1, "mallory", P1))).isEmpty();
    }

    private static RoomFacts facts(EndWhen endWhen) {
        return new RoomFacts(
                MEETING,
                endWhen,
                START.plus(Duration.ofHours(24)),
                Duration.ofHours(4),
                Duration.ofSeconds(60));
    }

    private void bothHere() {
        arrive(Seat.HOST, HOST);
        arrive(Seat.INVITEE, INVITEE);
    }

    private List<RoomEffect> arrive(Seat seat, ConnectionId conn) {
        return step(new RoomEvent.Arrived(seat, conn));
    }

    private List<RoomEffect> step(RoomEvent event) {
        var step = RoomMachine.step(state, event, now);
        state = step.state();
        return step.effects();
    }

    private RoomState.Live live() {
        return (RoomState.Live) state;
    }

    private void assertEnded(Ending ending) {
        assertThat(state)
                .isInstanceOfSatisfying(
                        RoomState.Over.class, over -> assertThat(over.ending()).isEqualTo(ending));
    }

    private static RoomEffect tell(Seat seat, ServerMessage message) {
        return new RoomEffect.Tell(seat, message);
    }

    private static RoomEffect report(MeetingReport report) {
        return new RoomEffect.Report(report);
    }

    private static RoomEvent offered(long incarnation, String who, PcId pc) {
        return new RoomEvent.Sfu(incarnation, new SfuEvent.Describe(leg(who), offer(pc)));
    }

    private static LegId leg(String who) {
        return new LegId(new ParticipantId(who), 1);
    }

    private static RoomEvent down(PcId pc, SfuEvent.DownReason reason) {
        return new RoomEvent.Sfu(1, new SfuEvent.MediaDown(leg("host"), pc, reason));
    }

    private static Description offer(PcId pc) {
        return new Description(pc, 1, Description.Kind.OFFER, "offer");
    }

    private static Description answer(PcId pc) {
        return new Description(pc, 1, Description.Kind.ANSWER, "answer");
    }
}
