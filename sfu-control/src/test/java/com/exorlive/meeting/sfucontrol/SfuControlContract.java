package com.exorlive.meeting.sfucontrol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exorlive.meeting.sfu.peer.TestPeer;
import com.exorlive.meeting.sfucontrol.SfuEvent.DownReason;
import com.exorlive.meeting.sfucontrol.SfuEvent.RefusalReason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What signaling relies on, whatever media server is behind: every driver passes this. The peers
/// speak real ICE, DTLS and SRTP over loopback.
public abstract class SfuControlContract {
    protected static final ParticipantId HOST = new ParticipantId("host");
    protected static final ParticipantId INVITEE = new ParticipantId("invitee");
    private static final ParticipantId THIRD = new ParticipantId("third");

    private final List<TestPeer> peers = new ArrayList<>();
    private final RoomProbe probe = new RoomProbe();
    private SfuControl sfu;
    private SfuRoom room;

    /// A driver, ready to open rooms.
    protected abstract SfuControl start() throws Exception;

    @BeforeEach
    void open() throws Exception {
        sfu = start();
        room = sfu.open(new SfuRoomId("room-1"), probe);
        probe.attach(room);
    }

    /// Plays with another instance of the driver from now on.
    protected void open(SfuControl other) {
        sfu.close();
        sfu = other;
        room = sfu.open(new SfuRoomId("room-1"), probe);
        probe.attach(room);
    }

    @AfterEach
    void close() {
        peers.forEach(TestPeer::vanish);
        sfu.close();
    }

    @Test
    void mediaOfEitherParticipantReachesTheOther() throws Exception {
        TestPeer host = join(HOST);
        TestPeer invitee = join(INVITEE);

        host.sendRtp("1", 100, "picture of the host".getBytes(UTF_8));
        invitee.sendRtp("0", 200, "voice of the invitee".getBytes(UTF_8));

        invitee.awaitPacket("picture of the host".getBytes(UTF_8));
        host.awaitPacket("voice of the invitee".getBytes(UTF_8));
    }

    @Test
    void mediaIsUpOnceForEachParticipant() throws Exception {
        join(HOST);
        join(INVITEE);

        assertThat(probe.count(SfuEvent.MediaUp.class, HOST)).isEqualTo(1);
        assertThat(probe.count(SfuEvent.MediaUp.class, INVITEE)).isEqualTo(1);
    }

    @Test
    void aParticipantAloneIsAskedToSendNothing() throws Exception {
        TestPeer host = join(HOST);

        assertThat(host.lastOffer().isActive()).isFalse();
    }

    @Test
    void whoStaysIsAskedToSendNothingWhenTheOtherLeaves() throws Exception {
        TestPeer host = join(HOST);
        join(INVITEE);
        probe.await("host is asked to send", () -> host.lastOffer().isActive());

        room.leave(INVITEE);

        probe.await("host is asked to send nothing", () -> !host.lastOffer().isActive());
    }

    @Test
    void aThirdParticipantIsRefused() throws Exception {
        join(HOST);
        join(INVITEE);

        assertThatThrownBy(() -> room.join(THIRD)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aParticipantWhoLeavesMakesRoomForAnother() throws Exception {
        join(HOST);
        join(INVITEE);
        room.leave(INVITEE);

        TestPeer third = join(THIRD);

        assertThat(third.lastOffer()).isNotNull();
    }

    @Test
    void whoJoinsAgainGetsANewPeerConnectionAndMediaFlowsAgain() throws Exception {
        join(HOST);
        TestPeer invitee = join(INVITEE);
        PcId first = probe.pc(HOST);

        TestPeer reloaded = join(HOST);
        reloaded.sendRtp("1", 1, "after the reload".getBytes(UTF_8));

        assertThat(probe.pc(HOST)).isNotEqualTo(first);
        invitee.awaitPacket("after the reload".getBytes(UTF_8));
    }

    @Test
    void aReplacedPeerConnectionEndsSilently() throws Exception {
        join(HOST);
        join(HOST);

        assertThat(probe.count(SfuEvent.MediaDown.class, HOST)).isZero();
    }

    @Test
    void aBrowserThatClosesItsPeerConnectionIsReported() throws Exception {
        TestPeer host = join(HOST);
        PcId pc = probe.pc(HOST);

        host.close();

        probe.await(
                "media of the host is down",
                () ->
                        probe.events()
                                .contains(
                                        new SfuEvent.MediaDown(
                                                HOST, pc, DownReason.CLOSED_BY_PEER)));
    }

    @Test
    void iceRestartBringsNewCredentialsAndMediaGoesOn() throws Exception {
        TestPeer host = join(HOST);
        TestPeer invitee = join(INVITEE);
        var before = host.lastOffer().credentials();

        room.restartIce(HOST, probe.pc(HOST));
        probe.await("new credentials", () -> !host.lastOffer().credentials().equals(before));
        host.sendRtp("1", 7, "after the restart".getBytes(UTF_8));

        invitee.awaitPacket("after the restart".getBytes(UTF_8));
    }

    @Test
    void garbageInsteadOfAnAnswerIsRefusedAndTheLegGoesOn() throws Exception {
        probe.answerWith(HOST, "not SDP at all");
        room.join(HOST);

        SfuEvent.Refused refused = probe.awaitEvent(SfuEvent.Refused.class, HOST);

        assertThat(refused.reason()).isEqualTo(RefusalReason.MALFORMED);
    }

    @Test
    void answersToOldOffersAndUnknownPeerConnectionsAreDropped() throws Exception {
        TestPeer host = join(HOST);
        PcId pc = probe.pc(HOST);

        room.describe(HOST, new Description(pc, 99, Description.Kind.ANSWER, "x"));
        room.describe(HOST, new Description(new PcId("p99"), 1, Description.Kind.ANSWER, "x"));
        room.describe(THIRD, new Description(pc, 1, Description.Kind.ANSWER, "x"));
        TestPeer invitee = join(INVITEE);
        host.sendRtp("1", 3, "still there".getBytes(UTF_8));

        invitee.awaitPacket("still there".getBytes(UTF_8));
        assertThat(probe.events()).noneMatch(SfuEvent.Refused.class::isInstance);
    }

    @Test
    void nothingComesUpAfterCloseAndCallsDoNothing() throws Exception {
        join(HOST);
        room.close();
        int before = probe.events().size();

        room.close();
        room.join(INVITEE);
        room.leave(HOST);
        room.restartIce(HOST, probe.pc(HOST));

        assertThat(probe.events()).hasSize(before);
    }

    @Test
    void aNameIsFreeAgainWhenItsRoomIsClosed() {
        assertThatThrownBy(() -> sfu.open(new SfuRoomId("room-1"), probe))
                .isInstanceOf(IllegalStateException.class);
        room.close();

        sfu.open(new SfuRoomId("room-1"), probe).close();
    }

    @Test
    void closingTheDriverClosesItsRooms() throws Exception {
        join(HOST);

        sfu.close();
        sfu.close();

        assertThat(sfu.isReady()).isFalse();
    }

    /// The driver under test.
    protected SfuControl sfu() {
        return sfu;
    }

    /// A peer joins; returns when its media is up.
    protected TestPeer join(ParticipantId who) throws Exception {
        var peer = new TestPeer(peers.size() + 1L);
        peers.add(peer);
        probe.answerWith(who, peer);
        int ups = probe.count(SfuEvent.MediaUp.class, who);
        room.join(who);
        probe.await("media of " + who, () -> probe.count(SfuEvent.MediaUp.class, who) > ups);
        peer.awaitConnected();
        return peer;
    }
}
