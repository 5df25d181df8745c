package com.exorlive.meeting.sfu.room;

import com.exorlive.meeting.sfu.peer.IceController;
import com.exorlive.meeting.sfu.peer.PeerAnswer;
import com.exorlive.meeting.sfu.peer.ServerOffer;
import com.exorlive.meeting.sfu.rtp.PacketKind;
import com.exorlive.meeting.sfu.sdp.Fingerprint;
import com.exorlive.meeting.sfu.srtp.SrtpKeyingMaterial;
import com.exorlive.meeting.sfu.srtp.SrtpProfile;
import com.exorlive.meeting.sfu.srtp.SrtpReceiver;
import com.exorlive.meeting.sfu.srtp.SrtpResult;
import com.exorlive.meeting.sfu.srtp.SrtpSender;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// One peer connection of a browser in virtual time. Owns no socket, no thread, no clock.
final class SimulatedPeer {
    private static final long HELLO_EVERY_NANOS = 400_000_000L;

    final int number;
    final List<byte[]> sent = new ArrayList<>();
    final List<byte[]> received = new ArrayList<>();
    InetSocketAddress address;
    ServerOffer offer;
    int forged;

    IceController.Habit habit = IceController.Habit.PLAIN;

    /// Takes RTP (false) and RTCP (true) as the browser reads it.
    BiConsumer<byte[], Boolean> onPacket = (packet, _) -> received.add(packet);

    private final SrtpProfile profile;
    private final Random random;
    private final Consumer<byte[]> transmit;
    private final Map<String, List<Long>> ssrcs;
    private IceController ice;
    private SrtpSender sender;
    private SrtpReceiver receiver;
    private boolean isNominated;
    private long nextHelloNanos;
    private int sequence;

    SimulatedPeer(int number, SrtpProfile profile, Random random, Consumer<byte[]> transmit) {
        this.number = number;
        this.profile = profile;
        this.random = random;
        this.transmit = transmit;
        this.sequence = random.nextInt(0x8000);
        this.address = address(number, 1000);
        long base = 100L * number;
        this.ssrcs = Map.of("0", List.of(base), "1", List.of(base + 1, base + 2));
    }

    static InetSocketAddress address(int host, int port) {
        try {
            byte[] ip = {(byte) 192, 0, 2, (byte) host};
            return new InetSocketAddress(InetAddress.getByAddress(ip), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    static Fingerprint fingerprint(int number) {
        return Fingerprint.ofCertificate(new byte[] {(byte) number});
    }

    String answer(String sdp, long nowNanos) {
        offer = ServerOffer.read(sdp);
        if (ice == null) {
            ice = new IceController(habit, offer.credentials(), random, nowNanos, new IceOut());
        } else {
            ice.onCredentials(offer.credentials(), nowNanos);
        }
        return new PeerAnswer(fingerprint(number), "cname" + number, ssrcs).to(sdp);
    }

    /// Whether this browser may send media: the other one is there, and the consent is fresh.
    boolean mayTalk(long nowNanos) {
        return sender != null && offer.isActive() && !ice.hasLapsed(nowNanos);
    }

    void send(byte[] packet, boolean isRtcp) {
        transmit.accept(seal(packet, isRtcp));
    }

    boolean hasGcm() {
        return profile == SrtpProfile.AEAD_AES_128_GCM;
    }

    boolean isConnected() {
        return sender != null;
    }

    void onTimeout(long nowNanos) {
        if (ice != null) {
            ice.onTimeout(nowNanos);
        }
        if (isNominated && sender == null && nowNanos - nextHelloNanos >= 0) {
            nextHelloNanos = nowNanos + HELLO_EVERY_NANOS;
            transmit.accept(FakeDtls.hello(number, profile));
        }
    }

    void onDatagram(byte[] data, long nowNanos) {
        switch (PacketKind.of(data, data.length)) {
            case STUN -> ice.onDatagram(data, data.length, nowNanos);
            case DTLS -> connect();
            case RTP -> open(data, false);
            case RTCP -> open(data, true);
            case UNKNOWN -> throw new AssertionError("nobody sent this");
        }
    }

    /// One packet of the camera that no other equals.
    void sendMedia(boolean isRepeated) {
        byte[] packet = new byte[12 + 8 + random.nextInt(900)];
        random.nextBytes(packet);
        packet[0] = (byte) 0x80;
        packet[1] = 96;
        packet[2] = (byte) (sequence >>> 8);
        packet[3] = (byte) sequence;
        int ssrc = (int) (long) ssrcs.get("1").getFirst();
        for (int i = 0; i < 4; i++) {
            packet[8 + i] = (byte) (ssrc >>> (24 - 8 * i));
        }
        sequence++;
        byte[] sealed = new byte[packet.length + sender.overhead()];
        int length = sender.protectRtp(packet, packet.length, sealed);
        byte[] datagram = Arrays.copyOf(sealed, length);
        sent.add(packet);
        transmit.accept(datagram);
        if (isRepeated) {
            transmit.accept(datagram);
        }
    }

    /// What the browser would send for this packet.
    byte[] seal(byte[] packet, boolean isRtcp) {
        byte[] sealed = new byte[packet.length + sender.overhead()];
        int length =
                isRtcp
                        ? sender.protectRtcp(packet, packet.length, sealed)
                        : sender.protectRtp(packet, packet.length, sealed);
        return Arrays.copyOf(sealed, length);
    }

    void bye() {
        transmit.accept(new byte[] {FakeDtls.BYE, 0, 0});
    }

    private void connect() {
        if (sender == null) {
            SrtpKeyingMaterial keys = FakeDtls.keys(number, profile);
            sender = new SrtpSender(profile, keys.client());
            receiver = new SrtpReceiver(profile, keys.server(), SrtpSender.MAX_STREAMS);
        }
    }

    private void open(byte[] data, boolean isRtcp) {
        if (receiver == null) {
            return;
        }
        byte[] plain = new byte[data.length];
        int length =
                isRtcp
                        ? receiver.unprotectRtcp(data, data.length, plain)
                        : receiver.unprotectRtp(data, data.length, plain);
        if (length == SrtpResult.FORGED) {
            forged++;
        } else if (length > 0) {
            onPacket.accept(Arrays.copyOf(plain, length), isRtcp);
        }
    }

    private final class IceOut implements IceController.Output {
        @Override
        public void transmit(byte[] data, int length) {
            transmit.accept(Arrays.copyOf(data, length));
        }

        @Override
        public void nominated() {
            isNominated = true;
        }
    }
}
