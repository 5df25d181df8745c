package com.exorlive.meeting.sfucontrol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exorlive.meeting.sfucontrol.SfuEvent.DownReason;
import java.util.HashMap;
import org.junit.jupiter.api.Test;

/// What signaling relies on, whatever media server is behind: every driver passes this.
public abstract class SfuControlContract extends SfuCase {
    private static final ParticipantId THIRD = new ParticipantId("third");

    @Test
    void mediaOfEitherParticipantReachesTheOther() throws Exception {
        Participant host = join(HOST);
        Participant invitee = join(INVITEE);

        assertReaches(host, invitee, "1", "picture of the host");
        assertReaches(invitee, host, "0", "voice of the invitee");
        assertReaches(invitee, host, "2", "screen of the invitee");
        assertReaches(host, invitee, "3", "sound of the host's screen");
    }

    @Test
    void mediaIsUpOnceForEachPeerConnection() throws Exception {
        join(HOST);
        join(INVITEE);

        int each = sfu().capabilities().peerConnections();
        assertThat(probe().count(SfuEvent.MediaUp.class, HOST)).isEqualTo(each);
        assertThat(probe().count(SfuEvent.MediaUp.class, INVITEE)).isEqualTo(each);
    }

    @Test
    void aThirdParticipantIsRefused() throws Exception {
        join(HOST);
        join(INVITEE);

        assertThatThrownBy(() -> probe().join(THIRD)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aParticipantWhoLeavesMakesRoomForAnother() throws Exception {
        Participant host = join(HOST);
        join(INVITEE);
        leave(INVITEE);

        Participant third = join(THIRD);

        assertReaches(host, third, "1", "to the third");
        assertReaches(third, host, "1", "from the third");
    }

    @Test
    void whoComesBackAfterLeavingIsHeardAndSeenAgain() throws Exception {
        Participant host = join(HOST);
        join(INVITEE);
        leave(INVITEE);

        Participant back = join(INVITEE);

        assertReaches(back, host, "1", "back again");
        assertReaches(host, back, "0", "welcome back");
    }

    @Test
    void whoJoinsAgainGetsNewPeerConnectionsAndMediaFlowsAgain() throws Exception {
        Participant before = join(HOST);
        Participant invitee = join(INVITEE);

        Participant reloaded = join(HOST);

        assertThat(reloaded.pcs()).doesNotContainAnyElementsOf(before.pcs());
        assertReaches(reloaded, invitee, "1", "after the reload");
        assertReaches(invitee, reloaded, "1", "to the reloaded page");
    }

    @Test
    void bothJoinAgainAndAgain() throws Exception {
        join(HOST);
        join(INVITEE);
        join(INVITEE);
        Participant host = join(HOST);
        Participant invitee = join(INVITEE);

        assertReaches(host, invitee, "1", "in the end");
        assertReaches(invitee, host, "1", "as well");
    }

    @Test
    void everyEventSaysWhichLegItIsAbout() throws Exception {
        join(HOST);
        for (int reload = 0; reload < 10; reload++) {
            probe().join(INVITEE);
        }
        join(INVITEE);

        var legs = new HashMap<PcId, LegId>();
        for (var event : probe().ofAnyLeg()) {
            var first = legs.putIfAbsent(pc(event), event.leg());
            assertThat(first).as("leg of %s", event).isIn(null, event.leg());
        }
    }

    private static PcId pc(SfuEvent.OfLeg event) {
        return switch (event) {
            case SfuEvent.Describe it -> it.description().pc();
            case SfuEvent.Trickle it -> it.candidate().pc();
            case SfuEvent.OfferWanted it -> it.pc();
            case SfuEvent.MediaUp it -> it.pc();
            case SfuEvent.MediaDown it -> it.pc();
            case SfuEvent.PcGone it -> it.pc();
            case SfuEvent.Refused it -> it.pc();
        };
    }

    @Test
    void aReplacedLegEndsSilently() throws Exception {
        join(HOST);
        join(HOST);

        assertThat(probe().count(SfuEvent.MediaDown.class, HOST)).isZero();
    }

    @Test
    void aBrowserThatClosesItsPeerConnectionIsReported() throws Exception {
        Participant host = join(HOST);
        PcId pc = host.pcs().getFirst();

        host.close();

        var down = new SfuEvent.MediaDown(probe().leg(HOST), pc, DownReason.CLOSED_BY_PEER);
        probe().await("media of the host is down", () -> probe().events().contains(down));
    }

    @Test
    void iceRestartBringsNewCredentialsAndMediaGoesOn() throws Exception {
        Participant host = join(HOST);
        Participant invitee = join(INVITEE);
        for (PcId pc : host.pcs()) {
            var before = host.peer(pc).lastOffer().credentials();

            room().restartIce(HOST, pc);

            if (sfu().capabilities().restartsIce()) {
                probe().await(
                                "new credentials",
                                () -> !host.peer(pc).lastOffer().credentials().equals(before));
            } else {
                awaitReplaced(host, pc);
            }
            assertReaches(host, invitee, "1", "after the restart of " + pc);
            assertReaches(invitee, host, "1", "back after the restart of " + pc);
        }
    }

    private void awaitReplaced(Participant host, PcId pc) throws Exception {
        int each = sfu().capabilities().peerConnections();
        probe().await(
                        "another peer connection",
                        () -> !host.pcs().contains(pc) && probe().isUp(HOST, each));
        host.awaitConnected();
    }

    @Test
    void garbageInsteadOfADescriptionIsRefused() throws Exception {
        probe().answerWith(HOST, "not SDP at all");
        probe().join(HOST);

        SfuEvent.Refused refused = probe().awaitEvent(SfuEvent.Refused.class, HOST);

        assertThat(refused.reason()).isEqualTo(SfuEvent.RefusalReason.MALFORMED);
    }

    @Test
    void anotherOneIsTakenAfterADescriptionThatFitsNothing() throws Exception {
        probe().answerWith(HOST, "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n");
        probe().join(HOST);
        probe().awaitEvent(SfuEvent.Refused.class, HOST);

        Participant host = join(HOST);
        Participant invitee = join(INVITEE);

        assertReaches(host, invitee, "1", "all the same");
    }

    @Test
    void descriptionsThatAreOldOrOfUnknownPeerConnectionsAreDropped() throws Exception {
        Participant host = join(HOST);
        PcId pc = host.pcs().getFirst();

        room().describe(HOST, new Description(pc, 99, Description.Kind.ANSWER, "x"));
        room().describe(HOST, new Description(new PcId("p99"), 1, Description.Kind.ANSWER, "x"));
        room().describe(HOST, new Description(new PcId("p99"), 1, Description.Kind.OFFER, "x"));
        room().describe(THIRD, new Description(pc, 1, Description.Kind.ANSWER, "x"));
        room().describe(THIRD, new Description(pc, 1, Description.Kind.OFFER, "x"));
        room().candidate(HOST, new Candidate(new PcId("p99"), "0", "x"));
        room().restartIce(HOST, new PcId("p99"));
        room().restartIce(THIRD, pc);
        room().leave(THIRD);
        Participant invitee = join(INVITEE);

        assertReaches(host, invitee, "1", "still there");
        assertThat(probe().events()).noneMatch(SfuEvent.Refused.class::isInstance);
    }

    @Test
    void nothingComesUpAfterCloseAndCallsDoNothing() throws Exception {
        Participant host = join(HOST);
        PcId pc = host.pcs().getFirst();
        room().close();
        var closed = probe();
        int before = closed.events().size();

        room().close();
        probe().join(INVITEE);
        room().leave(HOST);
        room().restartIce(HOST, pc);
        host.close();
        // What was on its way before another room lives, has come.
        openRoom("room-2");
        join(HOST);

        assertThat(closed.events()).hasSize(before);
    }

    @Test
    void roomsKnowNothingOfEachOther() throws Exception {
        Participant host = join(HOST);
        Participant invitee = join(INVITEE);
        openRoom("room-2");
        Participant otherHost = join(HOST);
        Participant otherInvitee = join(INVITEE);

        assertReaches(otherHost, otherInvitee, "1", "in the second room");
        assertThat(host.hasPacket("in the second room".getBytes(UTF_8))).isFalse();
        assertThat(invitee.hasPacket("in the second room".getBytes(UTF_8))).isFalse();
    }

    @Test
    void aNameIsFreeAgainWhenItsRoomIsClosed() {
        assertThatThrownBy(() -> sfu().open(new SfuRoomId("room-1"), probe()))
                .isInstanceOf(IllegalStateException.class);
        room().close();

        sfu().open(new SfuRoomId("room-1"), probe()).close();
    }

    @Test
    void closingTheDriverClosesItsRooms() throws Exception {
        join(HOST);

        sfu().close();
        sfu().close();

        assertThat(sfu().isReady()).isFalse();
    }
}
