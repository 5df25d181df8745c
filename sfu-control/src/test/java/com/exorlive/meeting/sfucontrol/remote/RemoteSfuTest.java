package com.exorlive.meeting.sfucontrol.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exorlive.meeting.sfucontrol.Description;
import com.exorlive.meeting.sfucontrol.EmbeddedSfu;
import com.exorlive.meeting.sfucontrol.EmbeddedSfuSettings;
import com.exorlive.meeting.sfucontrol.Participant;
import com.exorlive.meeting.sfucontrol.PcId;
import com.exorlive.meeting.sfucontrol.SfuControl;
import com.exorlive.meeting.sfucontrol.SfuControlContract;
import com.exorlive.meeting.sfucontrol.SfuEvent;
import com.exorlive.meeting.sfucontrol.SfuRoomId;
import com.exorlive.meeting.sfucontrol.SfuUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The driver of a media server in another process keeps the contract; here over a wire that can
/// be cut.
class RemoteSfuTest extends SfuControlContract {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final MediaSecret SECRET = new MediaSecret("a secret of the test, long enough");

    /// A busy machine may keep either side waiting for longer than the product waits.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private EmbeddedSfu embedded;
    private MediaServer server;
    private CuttableWire wire;

    @Override
    protected SfuControl start() throws Exception {
        embedded =
                EmbeddedSfu.start(
                        new EmbeddedSfuSettings(LOOPBACK, 0, 1, List.of()), InstantSource.system());
        server = serve(0, PATIENCE);
        wire = new CuttableWire(server.port());
        return RemoteSfu.start(settings(SECRET), PATIENCE);
    }

    private MediaServer serve(int port, Duration grace) throws IOException {
        var socket = new ServerSocket(port, 50, LOOPBACK);
        var made = new MediaServer(embedded, socket, SECRET, PATIENCE, grace, System::nanoTime);
        made.start();
        return made;
    }

    private RemoteSfuSettings settings(MediaSecret secret) {
        return new RemoteSfuSettings("127.0.0.1", wire.port(), secret);
    }

    @AfterEach
    void stop() {
        if (sfu() != null) {
            sfu().close();
            wire.close();
            server.close();
            embedded.close();
        }
    }

    @Test
    void aConnectionThatBreaksCostsNothing() throws Exception {
        Participant host = join(HOST);
        var pcs = host.pcs();

        wire.cut();
        Participant invitee = join(INVITEE);
        wire.cut();

        assertReaches(host, invitee, "1", "after two cuts");
        assertReaches(invitee, host, "1", "and back");
        assertThat(host.pcs()).isEqualTo(pcs);
        assertThat(probe().events()).doesNotContain(new SfuEvent.RoomLost());
    }

    @Test
    void aThousandCommandsOverAConnectionThatBreaksAgainAndAgainAreDoneOnceAndInOrder()
            throws Exception {
        for (int cut = 0; cut < 10; cut++) {
            for (int reload = 0; reload < 100; reload++) {
                probe().join(HOST);
            }
            wire.cut();
        }

        Participant host = join(HOST);

        // Each join had one peer connection, and the SFU counts them.
        assertThat(host.pcs()).containsExactly(new PcId("p1001"));
    }

    @Test
    void roomsAreLostAtOnceWhenTheServerEndsAndNewOnesCanBeHadWhenItIsBack() throws Exception {
        join(HOST);
        int port = server.port();

        server.close();
        wire.cut();
        awaitRoomLost();
        probe().await("the server is known to be gone", () -> !sfu().isReady());
        assertThatThrownBy(() -> sfu().open(new SfuRoomId("room-2"), _ -> {}))
                .isInstanceOf(SfuUnavailableException.class);

        server = serve(port, PATIENCE);
        probe().await("the server is back", sfu()::isReady);
        openRoom("room-3");
        Participant host = join(HOST);
        Participant invitee = join(INVITEE);
        assertReaches(host, invitee, "1", "after the restart");
    }

    @Test
    void roomsAreLostWhenTheServerHangs() throws Exception {
        open(RemoteSfu.start(settings(SECRET), Duration.ofSeconds(3)));

        wire.freeze();

        awaitRoomLost();
    }

    @Test
    void roomsOfADriverThatDoesNotComeBackAreEnded() throws Exception {
        server.close();
        awaitRoomLost();
        server = serve(server.port(), Duration.ofSeconds(1));
        probe().await("the server is back", sfu()::isReady);
        openRoom("room-2");
        join(HOST);
        assertThat(server.rooms()).isEqualTo(1);

        wire.close();

        probe().await("the room is ended", () -> server.rooms() == 0);
        probe().await("its legs too", () -> embedded.counters().legs() == 0);
    }

    @Test
    void nothingIsLeftWhenTheDriverIsClosed() throws Exception {
        join(HOST);

        sfu().close();

        probe().await("no rooms", () -> server.rooms() == 0 && embedded.counters().rooms() == 0);
    }

    @Test
    void aDescriptionThatFitsIntoNoFrameIsRefusedAndCostsNothing() throws Exception {
        Participant host = join(HOST);
        var pc = host.pcs().getFirst();

        room().describe(HOST, new Description(pc, 1, Description.Kind.ANSWER, "æ".repeat(90_000)));

        var refused =
                new SfuEvent.Refused(probe().leg(HOST), pc, 1, SfuEvent.RefusalReason.MALFORMED);
        probe().await("it is refused", () -> probe().events().contains(refused));
        Participant invitee = join(INVITEE);
        assertReaches(host, invitee, "1", "all the same");
    }

    @Test
    void whoDoesNotKnowTheSecretGetsNothing() {
        var wrong = new MediaSecret("another secret of the test, as long");
        try (var stranger = RemoteSfu.start(settings(wrong), PATIENCE)) {
            assertThat(stranger.isReady()).isFalse();
            assertThatThrownBy(() -> stranger.open(new SfuRoomId("room-2"), _ -> {}))
                    .isInstanceOf(SfuUnavailableException.class);
        }
        assertThat(server.drivers()).isEqualTo(1);
    }

    @Test
    void aServerThatDrainsKeepsItsRoomsAndTakesNoMore() throws Exception {
        Participant host = join(HOST);

        server.drain(true);

        probe().await("it says so", () -> !sfu().isReady() && sfu().isDraining());
        assertThatThrownBy(() -> sfu().open(new SfuRoomId("room-2"), _ -> {}))
                .isInstanceOf(SfuUnavailableException.class);
        Participant invitee = join(INVITEE);
        assertReaches(host, invitee, "1", "while it drains");

        server.drain(false);
        probe().await("it takes rooms again", () -> sfu().isReady() && !sfu().isDraining());
    }

    @Test
    void eachDriverKnowsHowManyRoomsTheOthersHave() throws Exception {
        try (var other = RemoteSfu.start(settings(SECRET), PATIENCE)) {
            probe().await("the other one's room", () -> other.otherRooms() == 1);
            assertThat(sfu().otherRooms()).isZero();
        }
    }

    private void awaitRoomLost() throws InterruptedException {
        probe().await("the room is lost", () -> probe().events().contains(new SfuEvent.RoomLost()));
    }
}
