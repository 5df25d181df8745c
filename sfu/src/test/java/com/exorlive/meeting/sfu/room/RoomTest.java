package com.exorlive.meeting.sfu.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exorlive.meeting.sfu.ice.StunMessage;
import com.exorlive.meeting.sfu.ice.StunWriter;
import com.exorlive.meeting.sfu.path.Path;
import com.exorlive.meeting.sfu.peer.PeerAnswer;
import com.exorlive.meeting.sfu.sdp.AnswerReader;
import com.exorlive.meeting.sfu.srtp.SrtpProfile;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoomTest {
    private static final InetSocketAddress STRANGER = SimulatedPeer.address(66, 6666);

    private final Simulation simulation = new Simulation(1);
    private final RoomHarness server = simulation.server;

    @Test
    void aStrangersClientHellosGoNowhere() {
        SimulatedPeer host = simulation.join("host");
        for (int i = 0; i < 2000; i++) {
            byte[] hello = FakeDtls.hello(i & 0x7F, SrtpProfile.AEAD_AES_128_GCM);
            InetSocketAddress spoofed = SimulatedPeer.address(host.number, 2000 + i);
            server.dispatcher.onDatagram(hello, hello.length, Path.to(spoofed), 0);
        }
        assertThat(server.dtls.getFirst().datagrams).isZero();

        simulation.runMillis(2000, false);
        for (int i = 0; i < 2000; i++) {
            byte[] hello = FakeDtls.hello(i & 0x7F, SrtpProfile.AEAD_AES_128_GCM);
            InetSocketAddress spoofed = SimulatedPeer.address(host.number, 2000 + i);
            server.dispatcher.onDatagram(hello, hello.length, Path.to(spoofed), 0);
        }

        assertThat(host.isConnected()).isTrue();
        assertThat(server.dtls.getFirst().datagrams).isEqualTo(1);
        assertThat(server.counters().dropped(Drop.STRANGER)).isEqualTo(4000);
    }

    @Test
    void aCheckForAnUnknownNameIsNotAnswered() {
        simulation.join("host");
        var writer = new StunWriter();
        writer.begin(StunMessage.BINDING_REQUEST, new byte[12]).username("nobody:x").priority(1);
        int length = writer.finishUnauthenticated();
        server.wire = (_, to) -> assertThat(to).isNotEqualTo(STRANGER);

        server.dispatcher.onDatagram(writer.array(), length, Path.to(STRANGER), 0);

        assertThat(server.counters().dropped(Drop.CHECK_STRANGER)).isEqualTo(1);
    }

    @Test
    void nothingIsSentToTheCandidatesOfAnAnswer() {
        simulation.join("host");
        String evil = "a=candidate:1 1 udp 1 169.254.169.254 80 typ host\r\n";
        server.wire =
                (_, to) -> {
                    throw new AssertionError("sent to " + to);
                };

        server.room.answer("host", "p1", 1, AnswerReader.read(answerOf(1, lastOffer()) + evil));
        server.room.onTick(1);

        assertThat(server.events).noneMatch(RoomEvent.AnswerRefused.class::isInstance);
    }

    @Test
    void anotherFingerprintInALaterAnswerIsRefused() {
        simulation.join("host");
        simulation.runMillis(2000, false);
        server.room.restartIce("host", "p1");

        server.room.answer("host", "p1", 2, AnswerReader.read(answerOf(77, lastOffer())));

        assertThat(server.events)
                .contains(
                        new RoomEvent.AnswerRefused(
                                "host", "p1", 2, RoomEvent.Refusal.INCOMPATIBLE));
    }

    @Test
    void anOfferOfTheBrowserIsRefused() {
        simulation.join("host");

        server.room.refuseOffer("host", "p1", 5);
        server.room.refuseOffer("host", "p2", 5);

        assertThat(server.events.stream().filter(RoomEvent.AnswerRefused.class::isInstance))
                .containsExactly(
                        new RoomEvent.AnswerRefused(
                                "host", "p1", 5, RoomEvent.Refusal.INCOMPATIBLE));
    }

    @Test
    void aThirdIsAnErrorOfTheCallerAndChangesNothing() {
        simulation.join("host");
        simulation.join("invitee");

        assertThatThrownBy(() -> server.room.join("third"))
                .isInstanceOf(IllegalStateException.class);

        assertThat(server.counters().legs()).isEqualTo(2);
    }

    @Test
    void afterAGoodByeTheOtherOneNeedNotSend() {
        SimulatedPeer host = simulation.join("host");
        SimulatedPeer invitee = simulation.join("invitee");
        simulation.runMillis(3000, true);
        assertThat(invitee.offer.isActive()).isTrue();

        host.bye();
        simulation.runMillis(300, false);

        assertThat(server.events)
                .contains(new RoomEvent.Disconnected("host", "p1", RoomEvent.Loss.CLOSED_BY_PEER));
        assertThat(invitee.offer.isActive()).isFalse();
    }

    /// Told that they are gone, and then that they are back, Chromium would show no picture.
    @Test
    void theStreamsOfWhoIsLostStayInTheOffer() {
        SimulatedPeer host = simulation.join("host");
        SimulatedPeer invitee = simulation.join("invitee");
        simulation.runMillis(3000, true);
        var streams = invitee.offer.ssrcs();
        assertThat(streams.get("1")).isNotEmpty();

        host.bye();
        simulation.runMillis(300, false);

        assertThat(invitee.offer.isActive()).isFalse();
        assertThat(invitee.offer.ssrcs()).isEqualTo(streams);
    }

    @Test
    void theOtherOnesStreamsAreOfferedAsItsAnswerNamesThem() {
        SimulatedPeer host = simulation.join("host");
        simulation.join("invitee");
        simulation.runMillis(2000, false);

        assertThat(host.offer.ssrcs()).containsEntry("1", List.of(201L, 202L));
        assertThat(host.offer.ssrcs()).containsEntry("0", List.of(200L));
    }

    @Test
    void oversizedAndUnknownDatagramsAreCounted() {
        server.dispatcher.onDatagram(new byte[1501], 1501, Path.to(STRANGER), 0);
        server.dispatcher.onDatagram(new byte[] {100, 0}, 2, Path.to(STRANGER), 0);
        server.dispatcher.onDatagram(new byte[0], 0, Path.to(STRANGER), 0);

        assertThat(server.counters().dropped(Drop.MALFORMED)).isEqualTo(3);
    }

    @Test
    void forgeriesAndReplaysOfMediaAreCountedAndReachNobody() {
        SimulatedPeer host = simulation.join("host");
        SimulatedPeer invitee = simulation.join("invitee");
        simulation.runMillis(2000, false);
        byte[] forged = new byte[60];
        forged[0] = (byte) 0x80;
        forged[1] = 96;

        server.dispatcher.onDatagram(forged, forged.length, Path.to(host.address), 0);
        host.sendMedia(true);
        simulation.runMillis(500, false);

        assertThat(server.counters().dropped(Drop.FORGED)).isEqualTo(1);
        assertThat(server.counters().dropped(Drop.REPLAYED)).isEqualTo(1);
        assertThat(invitee.received).hasSize(1);
    }

    private String lastOffer() {
        return server.events.stream()
                .filter(RoomEvent.Offered.class::isInstance)
                .map(RoomEvent.Offered.class::cast)
                .reduce((_, last) -> last)
                .orElseThrow()
                .sdp();
    }

    private static String answerOf(int number, String offer) {
        return new PeerAnswer(SimulatedPeer.fingerprint(number), "cname", Map.of()).to(offer);
    }
}
