package com.exorlive.meeting.sfucontrol.kurento;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.exorlive.meeting.sfu.peer.TestPeer;
import com.exorlive.meeting.sfucontrol.Candidate;
import com.exorlive.meeting.sfucontrol.EmbeddedSfu;
import com.exorlive.meeting.sfucontrol.EmbeddedSfuSettings;
import com.exorlive.meeting.sfucontrol.Participant;
import com.exorlive.meeting.sfucontrol.SfuControl;
import com.exorlive.meeting.sfucontrol.SfuControlContract;
import com.exorlive.meeting.sfucontrol.SfuEvent;
import com.exorlive.meeting.sfucontrol.SfuRoomId;
import com.exorlive.meeting.sfucontrol.SfuUnavailableException;
import com.exorlive.meeting.sfucontrol.kurento.fake.FakeKurento;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The driver keeps the contract: with a fake Kurento, and with a real one if `kurento.url` names
/// one. Faults are made by the fake.
class KurentoSfuTest extends SfuControlContract {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    /// A busy machine is not taken for one that hangs.
    private static final KurentoTiming PATIENT =
            new KurentoTiming(
                    Duration.ofMillis(100),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(10),
                    Duration.ofMillis(50),
                    Duration.ofMinutes(10));

    /// One that hangs is noticed within ten seconds, which is what a test waits.
    private static final KurentoTiming SHARP =
            new KurentoTiming(
                    Duration.ofMillis(100),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(2),
                    Duration.ofMillis(50),
                    Duration.ZERO);

    /// A real one, such as `ws://10.0.0.7:8888/kurento`.
    private static final Optional<String> REAL =
            Optional.ofNullable(System.getProperty("kurento.url"));

    private static EmbeddedSfu media;
    private static FakeKurento kurento;

    @BeforeAll
    static void startMedia() {
        media =
                EmbeddedSfu.start(
                        new EmbeddedSfuSettings(LOOPBACK, 0, 1, List.of()), InstantSource.system());
    }

    @AfterAll
    static void stopMedia() {
        media.close();
    }

    @AfterEach
    void stopKurento() {
        if (kurento != null) {
            sfu().close();
            kurento.close();
            kurento = null;
        }
    }

    @Override
    protected SfuControl start() {
        if (REAL.isEmpty()) {
            kurento = new FakeKurento(LOOPBACK, 0, media);
        }
        return start(PATIENT);
    }

    private static KurentoSfu start(KurentoTiming timing) {
        var uri = REAL.map(URI::create).orElseGet(() -> kurento.uri());
        return KurentoSfu.start(new KurentoSettings(uri, "test", 2500), timing);
    }

    @Override
    protected int pcsAlone() {
        return 2;
    }

    private static FakeKurento fake() {
        assumeThat(REAL).as("Left out: a real Kurento makes no faults on order.").isEmpty();
        return kurento;
    }

    private KurentoCounters counters() {
        return ((KurentoSfu) sfu()).counters();
    }

    private void awaitRoomLost() throws InterruptedException {
        probe().await("the room is lost", () -> probe().events().contains(new SfuEvent.RoomLost()));
    }

    private void assertTwoMeetIn(String room) throws Exception {
        openRoom(room);
        Participant host = join(HOST);
        Participant invitee = join(INVITEE);
        assertReaches(host, invitee, "1", "in " + room);
        assertReaches(invitee, host, "0", "back in " + room);
    }

    @Test
    void roomsAreLostAtOnceWhenKurentoEndsAndNewOnesCanBeHadWhenItIsBack() throws Exception {
        fake();
        join(HOST);
        join(INVITEE);

        kurento.kill();
        awaitRoomLost();

        assertThatThrownBy(() -> sfu().open(new SfuRoomId("room-2"), _ -> {}))
                .isInstanceOf(SfuUnavailableException.class);
        kurento.run();
        probe().await("Kurento is back", sfu()::isReady);
        assertTwoMeetIn("room-3");
        assertThat(counters().sessions()).isEqualTo(2);
    }

    @Test
    void aControlConnectionThatBreaksIsMadeAgainAndCallsGoOn() throws Exception {
        fake();
        Participant host = join(HOST);
        Participant invitee = join(INVITEE);

        kurento.reset();
        probe().await("the same session", () -> counters().resumed() > 0);

        assertReaches(host, invitee, "1", "after the reset");
        Participant reloaded = join(INVITEE);
        assertReaches(host, reloaded, "1", "to the reloaded page");
        assertThat(probe().events()).doesNotContain(new SfuEvent.RoomLost());
        assertThat(counters().sessions()).isEqualTo(1);
    }

    @Test
    void roomsAreLostWhenKurentoHasForgottenTheSession() throws Exception {
        fake();
        join(HOST);
        join(INVITEE);

        kurento.resetAndForget();
        awaitRoomLost();

        probe().await("another session", sfu()::isReady);
        assertTwoMeetIn("room-2");
    }

    @Test
    void roomsAreLostSoonWhenKurentoHangs() throws Exception {
        fake();
        open(start(SHARP));

        kurento.hang(true);
        awaitRoomLost();

        kurento.hang(false);
        probe().await("Kurento is back", sfu()::isReady);
    }

    @Test
    void aSlowKurentoIsWaitedFor() throws Exception {
        fake().delay(20);
        Participant host = join(HOST);
        Participant invitee = join(INVITEE);

        assertReaches(host, invitee, "1", "slowly");
    }

    @Test
    void anEndpointThatWillNotNegotiateLosesTheRoomAndTheNextOneIsGood() throws Exception {
        fake().refuse("generateOffer", 40208);
        probe().join(HOST);
        awaitRoomLost();

        assertTwoMeetIn("room-2");
    }

    @Test
    void anAnswerThatKurentoRefusesIsRefusedAndNothingElse() throws Exception {
        fake().refuse("processAnswer", 40206);
        var host = new TestPeer(1);
        probe().answerWith(HOST, host);
        probe().join(HOST);

        var refused = probe().awaitEvent(SfuEvent.Refused.class, HOST);

        assertThat(refused.reason()).isEqualTo(SfuEvent.RefusalReason.INCOMPATIBLE);
        assertThat(probe().events()).doesNotContain(new SfuEvent.RoomLost());
        host.vanish();
    }

    @Test
    void aFullKurentoGetsNoRoom() {
        fake().refuse("create", 40009);

        assertThatThrownBy(() -> sfu().open(new SfuRoomId("room-2"), _ -> {}))
                .isInstanceOf(SfuUnavailableException.class)
                .hasMessageContaining("40009");

        assertThat(counters().refused()).isEqualTo(1);
        sfu().open(new SfuRoomId("room-2"), _ -> {}).close();
    }

    @Test
    void aRoomThatFindsKurentoFullIsLost() throws Exception {
        fake().refuse("create", 40009);
        probe().join(HOST);

        awaitRoomLost();

        assertThat(counters().refused()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"TRANSCODING, 1, 0", "PAYLOAD, 0, 1"})
    void kurentoThatCanNotReadFramesOrDecodesThemStopsTheMediaOnce(
            String fault, int transcodings, int payloadErrors) throws Exception {
        fake();
        join(HOST);
        join(INVITEE);

        for (int i = 0; i < 300; i++) {
            if (fault.equals("TRANSCODING")) {
                kurento.raiseAtConnected(
                        "MediaTranscodingStateChanged",
                        Map.of(
                                "state", "TRANSCODING",
                                "binName", "bin",
                                "mediaType", "VIDEO"));
            } else {
                raiseError("Could not encode stream. rtpvp8pay0: Failed to parse VP8 frame");
            }
        }
        awaitRoomLost();

        assertThat(counters().transcodings()).isEqualTo(transcodings);
        assertThat(counters().payloadErrors()).isEqualTo(payloadErrors);
        assertThat(probe().events()).containsOnlyOnce(new SfuEvent.RoomLost());
        probe().await("media are stopped", () -> kurento.pipelineCount() == 0);
        assertTwoMeetIn("room-2");
    }

    private static void raiseError(String description) {
        kurento.raiseAtConnected(
                "Error", Map.of("description", description, "errorCode", 8, "type", "ERROR"));
    }

    @Test
    void otherErrorsAreCounted() throws Exception {
        fake();
        Participant host = join(HOST);
        Participant invitee = join(INVITEE);

        raiseError("something else");
        probe().await("it is counted", () -> counters().otherErrors() == 1);

        assertReaches(host, invitee, "1", "all the same");
    }

    @Test
    void eventsInAnyOrderDoNotTakeMediaDown() throws Exception {
        fake();
        join(HOST);
        join(INVITEE);

        kurento.raiseAtConnected(
                "IceComponentStateChanged",
                Map.of("streamId", 1, "componentId", 1, "state", "CONNECTING"));
        raiseError("the last event");
        probe().await("all were heard", () -> counters().otherErrors() == 1);

        assertThat(probe().events()).noneMatch(SfuEvent.MediaDown.class::isInstance);
    }

    @Test
    void peopleGoOnSeeingEachOtherWhenANodeBeginsAnewUntilTheirRoomIsOpenedAgain()
            throws Exception {
        fake();
        Participant host = join(HOST);
        Participant invitee = join(INVITEE);

        // As after a crash: the same node begins again, without having let go of anything.
        try (var next = start(PATIENT)) {
            assertReaches(host, invitee, "1", "while nobody has come back");
            assertThat(next.counters().adopted()).isEqualTo(1);
            assertThat(kurento.pipelineCount()).isEqualTo(1);

            next.open(new SfuRoomId("room-1"), _ -> {});
            assertThat(kurento.pipelineCount()).isEqualTo(1);
            assertThat(kurento.endpointCount()).isZero();
            assertThat(next.counters().orphans()).isZero();
        }
    }

    @Test
    void pipelinesOfAnEarlierLifeThatNobodyClaimsAreReleasedAndThoseOfOthersAreNot()
            throws Exception {
        fake().addForeignPipeline("another");
        assertThat(kurento.pipelineCount()).isEqualTo(2);

        try (var next = start(SHARP)) {
            assertThat(next.counters().orphans()).isEqualTo(1);
            assertThat(kurento.tags())
                    .singleElement()
                    .satisfies(tags -> assertThat(tags).containsEntry("exorlive-node", "another"));

            // Having been listed doesn't keep it alive when its own node is gone.
            kurento.collectGarbage();
            kurento.collectGarbage();
            assertThat(kurento.pipelineCount()).isZero();
        }
    }

    @Test
    void nothingIsLeftAtKurentoWhenTheDriverIsClosed() throws Exception {
        fake();
        join(HOST);
        assertThat(kurento.pipelineCount()).isEqualTo(1);

        sfu().close();

        assertThat(kurento.pipelineCount()).isZero();
    }

    @Test
    void meetingsAreNotNamedAtKurento() {
        fake();

        assertThat(kurento.tags())
                .singleElement()
                .satisfies(
                        tags ->
                                assertThat(tags)
                                        .containsEntry("exorlive-node", "test")
                                        .doesNotContainValue("room-1"));
    }

    @Test
    void bandwidthIsSetBeforeAnythingIsDescribed() throws Exception {
        fake();
        join(HOST);

        var log = kurento.log();
        assertThat(log)
                .contains(
                        "setMaxVideoSendBandwidth {\"maxVideoSendBandwidth\":2500}",
                        "setMaxVideoRecvBandwidth {\"maxVideoRecvBandwidth\":2500}");
        assertThat(log.lastIndexOf("setMaxVideoRecvBandwidth"))
                .isLessThan(log.indexOf("generateOffer"));
    }

    @Test
    void aKurentoWithItsOwnListOfCodecsIsAskedForOursAlone() throws Exception {
        fake().hasAllCodecs = true;

        assertTwoMeetIn("room-2");
    }

    @Test
    void s58KurentoIsToldOfPublicAddressesOfPagesAlone() throws Exception {
        fake();
        Participant host = join(HOST);
        var pc = host.pcs().getFirst();

        room().candidate(HOST, new Candidate(pc, "1", candidate("10.0.0.7 6379")));
        room().candidate(HOST, new Candidate(pc, "1", candidate("8.8.4.4 50000")));
        room().candidate(HOST, new Candidate(pc, "9", candidate("8.8.8.8 50000")));

        probe().await(
                        "the public one",
                        () -> kurento.log().stream().anyMatch(it -> it.contains("8.8.4.4 50000")));
        join(INVITEE);
        assertThat(kurento.log())
                .anyMatch(
                        it ->
                                it.contains("\"sdpMid\":\"video0\"")
                                        && it.contains("\"sdpMLineIndex\":1"))
                .noneMatch(it -> it.contains("10.0.0.7") || it.contains("8.8.8.8"));
    }

    private static String candidate(String where) {
        return "candidate:1 1 udp 2130706431 " + where + " typ host";
    }
}
