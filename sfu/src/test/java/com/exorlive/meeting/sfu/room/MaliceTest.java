package com.exorlive.meeting.sfu.room;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.sfu.peer.TestPeer;
import com.exorlive.meeting.sfu.rtp.RtpHeader;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// That the dishonest SFU does what it says, so that a browser that shows nothing has withstood it.
final class MaliceTest {
    private static final byte[] HELLO = "hello".getBytes(UTF_8);

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final Malice malice = new Malice(new Written());
    private final Map<String, TestPeer> peers = new ConcurrentHashMap<>();
    private final CountDownLatch connected = new CountDownLatch(2);
    private MirrorSfu sfu;
    private MirrorRoom room;
    private TestPeer host;
    private TestPeer invitee;

    @BeforeEach
    void connect() throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        var settings = new MirrorSfuSettings(loopback, 0, 1, List.of(loopback));
        sfu = Malice.start(settings, malice, InstantSource.system());
        host = new TestPeer(1);
        invitee = new TestPeer(2);
        peers.putAll(Map.of("host", host, "invitee", invitee));
        room = sfu.open("room", this::onEvent);
        room.join("host");
        room.join("invitee");
        assertThat(connected.await(20, TimeUnit.SECONDS)).isTrue();
        host.awaitConnected();
        invitee.awaitConnected();
    }

    @AfterEach
    void disconnect() throws Exception {
        host.close();
        invitee.close();
        sfu.close();
    }

    @Test
    void withoutAnOrderItIsHonest() throws Exception {
        host.sendFrame("1", 7, 3000, video(1, "hello"));

        byte[] packet = invitee.awaitPacket(HELLO);
        assertThat(RtpHeader.sequence(packet)).isEqualTo(7);
        assertThat(RtpHeader.ssrc(packet)).isEqualTo(ssrc(host, "1"));
        assertThat(malice.forged()).isZero();
    }

    @Test
    void itSeesAllThatBothSendWithoutItsSrtp() throws Exception {
        host.sendFrame("1", 1, 3000, video(1, "picture"));
        invitee.sendFrame("0", 1, 960, "sound".getBytes(UTF_8));
        invitee.awaitPacket("picture".getBytes(UTF_8));
        host.awaitPacket("sound".getBytes(UTF_8));

        assertThat(seen).anyMatch(it -> it.startsWith("host 1 96 ") && it.endsWith("picture"));
        assertThat(seen).anyMatch(it -> it.startsWith("invitee 0 111 ") && it.endsWith("sound"));
    }

    @Test
    void plaintextTakesThePlaceOfWhatTheOtherOneSends() throws Exception {
        malice.order(Attack.PLAINTEXT, "invitee");
        byte[] genuine = video(9, "hello");
        host.sendFrame("1", 7, 3000, genuine);

        byte[] packet = invitee.awaitPacket(tail(ForgedFrames.picture(genuine)));
        assertThat(RtpHeader.ssrc(packet)).isEqualTo(ssrc(host, "1"));
        assertThat(payload(packet)).isEqualTo(ForgedFrames.picture(genuine));

        host.sendFrame("0", 7, 960, HELLO);
        assertThat(payload(invitee.awaitPacket(tail(ForgedFrames.tone()))))
                .isEqualTo(ForgedFrames.tone());
        assertThat(malice.heldBack()).isEqualTo(2);
        assertThat(invitee.hasPacket(HELLO)).isFalse();
    }

    @Test
    void theForgedPictureIsAVp8KeyFrame() {
        byte[] payload = ForgedFrames.picture(video(9, "x"));
        byte[] frame = Arrays.copyOfRange(payload, 4, payload.length);

        assertThat(Arrays.copyOf(payload, 4)).containsExactly(0x90, 0x80, 0x80, 9);
        assertThat(frame[0] & 1).isZero();
        assertThat(Arrays.copyOfRange(frame, 3, 10)).containsExactly(0x9d, 1, 0x2a, 160, 0, 120, 0);
    }

    @Test
    void aReflectionIsThePersonsOwnUnderTheStreamOfTheOther() throws Exception {
        invitee.sendFrame("1", 40, 90_000, video(1, "before"));
        host.awaitPacket("before".getBytes(UTF_8));
        malice.order(Attack.REFLECT, "host");
        host.sendFrame("1", 7, 3000, video(5, "mine"));

        byte[] packet = host.awaitPacket("mine".getBytes(UTF_8));
        assertThat(RtpHeader.ssrc(packet)).isEqualTo(ssrc(invitee, "1"));
        assertThat(RtpHeader.sequence(packet)).isEqualTo(41);
        assertThat(payload(packet)).isEqualTo(video(5, "mine"));
        assertThat(invitee.awaitPacket("mine".getBytes(UTF_8))).isNotNull();

        invitee.sendFrame("1", 41, 93_000, video(2, "genuine"));
        host.sendFrame("1", 8, 6000, video(6, "again"));
        host.awaitPacket("again".getBytes(UTF_8));
        assertThat(host.hasPacket("genuine".getBytes(UTF_8))).isFalse();
    }

    @Test
    void aReplayIsTheOldUnderNewNumbers() throws Exception {
        host.sendFrame("1", 7, 3000, video(5, "old"));
        invitee.awaitPacket("old".getBytes(UTF_8));
        malice.order(Attack.REPLAY, "invitee");
        host.sendFrame("1", 8, 6000, video(6, "new"));

        byte[] packet = invitee.awaitPacket("old".getBytes(UTF_8));
        assertThat(RtpHeader.sequence(packet)).isEqualTo(9);
        assertThat(RtpPacket.read(packet, packet.length).timestamp()).isEqualTo(6000);
        assertThat(payload(packet)).isEqualTo(video(6, "old"));
        assertThat(invitee.hasPacket("new".getBytes(UTF_8))).isFalse();
    }

    @Test
    void aSwapShowsTheCameraOnTheScreenTrackToo() throws Exception {
        malice.order(Attack.SWAP, "invitee");
        host.sendFrame("1", 7, 3000, video(5, "hello"));

        byte[] camera = invitee.awaitPacket(HELLO);
        byte[] screen = invitee.awaitPacket(HELLO);
        assertThat(RtpHeader.ssrc(camera)).isEqualTo(ssrc(host, "1"));
        assertThat(RtpHeader.ssrc(screen)).isEqualTo(ssrc(host, "2"));
        assertThat(payload(screen)).isEqualTo(payload(camera));
    }

    @Test
    void whenItIsHonestAgainMediaGoOn() throws Exception {
        int base = 0;
        for (Attack attack : Attack.values()) {
            base += 100;
            host.sendFrame("1", base + 1, base + 1, video(1, "before" + attack));
            invitee.awaitPacket(("before" + attack).getBytes(UTF_8));
            malice.order(attack, "invitee");
            for (int i = 2; i < 50; i++) {
                host.sendFrame("1", base + i, base + i, video(i, "during"));
                invitee.sendFrame("1", base + i, base + i, video(i, "during"));
            }
            malice.order(Attack.NONE, "");
            host.sendFrame("1", base + 50, base + 50, video(50, "after" + attack));
            assertThat(invitee.awaitPacket(("after" + attack).getBytes(UTF_8))).isNotNull();
        }
    }

    private void onEvent(RoomEvent event) {
        switch (event) {
            case RoomEvent.Offered(var who, var pc, var number, var sdp) -> {
                String answer = peers.get(who).answer(sdp);
                room.answer(who, pc, number, answer);
            }
            case RoomEvent.Connected _ -> connected.countDown();
            case RoomEvent.Disconnected _, RoomEvent.AnswerRefused _ -> {}
        }
    }

    private final class Written implements Malice.Tap {
        @Override
        public void onRtp(String from, String mid, boolean isRepeat, RtpPacket packet) {
            seen.add(from + " " + mid + " " + packet.type() + " " + text(packet.payload()));
        }

        @Override
        public void onRtcp(String from, byte[] packet) {}
    }

    /// A VP8 payload descriptor with a picture id, and something after it.
    private static byte[] video(int pictureId, String text) {
        byte[] frame = text.getBytes(UTF_8);
        byte[] payload =
                Arrays.copyOf(
                        new byte[] {(byte) 0x90, (byte) 0x80, (byte) 0x80, 0}, 4 + frame.length);
        payload[3] = (byte) pictureId;
        System.arraycopy(frame, 0, payload, 4, frame.length);
        return payload;
    }

    private static byte[] payload(byte[] packet) {
        return RtpPacket.read(packet, packet.length).payload();
    }

    private static byte[] tail(byte[] bytes) {
        return Arrays.copyOfRange(bytes, bytes.length - 20, bytes.length);
    }

    private static int ssrc(TestPeer peer, String mid) {
        return peer.ssrcs().get(mid).getFirst().intValue();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
