package com.exorlive.meeting.sfu.peer;

import com.exorlive.meeting.sfu.dtls.DtlsCertificate;
import com.exorlive.meeting.sfu.dtls.DtlsTestClient;
import com.exorlive.meeting.sfu.rtp.PacketKind;
import com.exorlive.meeting.sfu.srtp.SrtpKeyingMaterial;
import com.exorlive.meeting.sfu.srtp.SrtpProfile;
import com.exorlive.meeting.sfu.srtp.SrtpReceiver;
import com.exorlive.meeting.sfu.srtp.SrtpSender;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A participant without a browser: answers offers, checks, shakes hands, sends and receives real
/// SRTP over a real socket. One thread reads the socket; a lock guards the rest.
public final class TestPeer implements AutoCloseable {
    private static final int TICK_MILLIS = 20;

    private final DtlsCertificate certificate;
    private final Map<String, List<Long>> ssrcs;
    private final List<SrtpProfile> profiles;
    private final Random random;
    private final ThreadFactory threads;
    private final Consumer<byte[]> media;
    private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>(10_000);
    private final DtlsTestClient dtls;
    private DatagramSocket socket;
    private InetSocketAddress server;
    private IceController ice;
    private SrtpSender sender;
    private SrtpReceiver receiver;
    private ServerOffer lastOffer;
    private boolean isClosed;
    private int offers;

    public TestPeer(long seed) throws IOException {
        this(seed, SrtpProfile.PREFERENCE);
    }

    public TestPeer(long seed, List<SrtpProfile> profiles) throws IOException {
        this(seed, profiles, Thread.ofVirtual().factory(), _ -> {});
    }

    /// With threads that the caller decides on, and somebody who hears of each packet of media when
    /// it comes, on the thread that reads the socket.
    public TestPeer(
            long seed, List<SrtpProfile> profiles, ThreadFactory threads, Consumer<byte[]> media)
            throws IOException {
        this.random = new Random(seed);
        this.profiles = profiles;
        this.threads = threads;
        this.media = media;
        this.certificate = DtlsCertificate.generate(new SecureRandom(), Instant.now());
        long base = (random.nextInt() & 0x0FFF_FFFFL) << 4;
        this.ssrcs =
                Map.of(
                        "0", List.of(base),
                        "1", List.of(base + 1, base + 2),
                        "2", List.of(base + 3, base + 4),
                        "3", List.of(base + 5));
        this.dtls = new DtlsTestClient(certificate, this.profiles, 1200, threads, this::transmit);
        this.socket = open();
        var _ = dtls.keys().thenAccept(this::install);
    }

    /// The browser's createAnswer; checks and handshake begin with the first one.
    public synchronized String answer(String offer) {
        lastOffer = ServerOffer.read(offer);
        reach(lastOffer.address());
        if (ice == null) {
            ice = new IceController(lastOffer.credentials(), random, now(), new IceOutput());
        } else {
            ice.onCredentials(lastOffer.credentials(), now());
        }
        return new PeerAnswer(certificate.fingerprint(), "peer" + ssrcs.get("0"), ssrcs).to(offer);
    }

    /// The browser's createOffer, for a server that wants one; from the second on with an ICE
    /// restart.
    public synchronized String offer() {
        return new PeerOffer(certificate.fingerprint(), offers++, ssrcs).write();
    }

    /// The server's answer to the last offer; checks and handshake begin with the first one.
    public synchronized void answered(String answer) {
        lastOffer = ServerOffer.read(answer);
        reach(lastOffer.address());
        if (ice == null) {
            ice = new IceController(lastOffer.credentials(), random, now(), new IceOutput());
        }
        ice.onOwnUfrag(PeerOffer.ufrag(offers - 1));
        ice.onCredentials(lastOffer.credentials(), now());
    }

    /// The server tells an address apart from its description; of several the first counts.
    public synchronized void candidate(String line) {
        if (server == null && !line.isEmpty()) {
            reach(ServerOffer.address(line));
        }
    }

    private void reach(InetSocketAddress address) {
        server = address == null ? server : address;
    }

    public synchronized ServerOffer lastOffer() {
        return lastOffer;
    }

    public Map<String, List<Long>> ssrcs() {
        return ssrcs;
    }

    /// Waits for the handshake, then for the keys to be in use.
    public void awaitConnected() throws Exception {
        install(dtls.keys().get(10, TimeUnit.SECONDS));
    }

    /// Packets may come before anybody has waited for the handshake.
    private synchronized void install(SrtpKeyingMaterial keys) {
        if (sender == null) {
            sender = new SrtpSender(keys.profile(), keys.client());
            receiver = new SrtpReceiver(keys.profile(), keys.server());
        }
    }

    /// Whether it can send.
    public synchronized boolean isConnected() {
        return sender != null;
    }

    /// Sends one RTP packet of the first stream of a section.
    public synchronized void sendRtp(String mid, int sequence, byte[] payload) {
        send(rtp(mid.equals("0") || mid.equals("3") ? 111 : 96, sequence, payload, mid));
    }

    /// Sends one RTP packet that is a whole frame of the section's first stream.
    public synchronized void sendFrame(String mid, int sequence, int timestamp, byte[] payload) {
        int type = mid.equals("0") || mid.equals("3") ? 111 : 0x80 | 96;
        byte[] packet = rtp(type, sequence, payload, mid);
        for (int i = 0; i < 4; i++) {
            packet[4 + i] = (byte) (timestamp >>> (24 - 8 * i));
        }
        send(packet);
    }

    private void send(byte[] packet) {
        byte[] sealed = new byte[packet.length + sender.overhead()];
        int length = sender.protectRtp(packet, packet.length, sealed);
        transmit(Arrays.copyOf(sealed, length));
    }

    public synchronized void sendRtcp(byte[] packet) {
        byte[] sealed = new byte[packet.length + sender.overhead()];
        int length = sender.protectRtcp(packet, packet.length, sealed);
        transmit(Arrays.copyOf(sealed, length));
    }

    /// The next decrypted packet whose payload ends so, or a failure.
    public byte[] awaitPacket(byte[] ending) throws InterruptedException {
        long endNanos = now() + TimeUnit.SECONDS.toNanos(5);
        while (now() - endNanos < 0) {
            byte[] packet = received.poll(100, TimeUnit.MILLISECONDS);
            if (packet != null && endsWith(packet, ending)) {
                return packet;
            }
        }
        throw new AssertionError("no packet ending in " + HexFormat.of().formatHex(ending));
    }

    /// Whether a packet with this ending came since the last question.
    public boolean hasPacket(byte[] ending) {
        for (byte[] packet = received.poll(); packet != null; packet = received.poll()) {
            if (endsWith(packet, ending)) {
                return true;
            }
        }
        return false;
    }

    /// A datagram as it is, to whoever the server is.
    public void sendRaw(byte[] datagram) {
        transmit(datagram);
    }

    /// Everything leaves from another port from now on, without an ICE restart: what an address
    /// translator does that forgot its table.
    public synchronized void rebind() throws IOException {
        DatagramSocket old = socket;
        socket = open();
        old.close();
    }

    /// For one that is not part of a crowd: a media server that is not yet ready for DTLS when it
    /// is for ICE costs it no second.
    public TestPeer resendingSoon() {
        dtls.resendAfter(100);
        return this;
    }

    /// Closes as a browser does: DTLS good-bye, then silence.
    @Override
    public void close() throws IOException {
        dtls.close();
        vanish();
    }

    /// Falls silent at once.
    public synchronized void vanish() {
        isClosed = true;
        dtls.abandon();
        socket.close();
    }

    /// Any packet at all, sealed with the right key.
    public synchronized void sendSealed(byte[] plain, boolean isRtcp) {
        byte[] sealed = new byte[plain.length + sender.overhead()];
        int length =
                isRtcp
                        ? sender.protectRtcp(plain, plain.length, sealed)
                        : sender.protectRtp(plain, plain.length, sealed);
        if (length > 0) {
            transmit(Arrays.copyOf(sealed, length));
        }
    }

    private byte[] rtp(int type, int sequence, byte[] payload, String mid) {
        byte[] packet = new byte[12 + payload.length];
        packet[0] = (byte) 0x80;
        packet[1] = (byte) type;
        packet[2] = (byte) (sequence >>> 8);
        packet[3] = (byte) sequence;
        int ssrc = (int) (long) ssrcs.get(mid).getFirst();
        for (int i = 0; i < 4; i++) {
            packet[8 + i] = (byte) (ssrc >>> (24 - 8 * i));
        }
        System.arraycopy(payload, 0, packet, 12, payload.length);
        return packet;
    }

    private final class IceOutput implements IceController.Output {
        @Override
        public void transmit(byte[] data, int length) {
            TestPeer.this.transmit(Arrays.copyOf(data, length));
        }

        @Override
        public void nominated() {
            dtls.start();
        }
    }

    private DatagramSocket open() throws IOException {
        var opened = new DatagramSocket(0);
        opened.setSoTimeout(TICK_MILLIS);
        threads.newThread(() -> read(opened)).start();
        return opened;
    }

    private void read(DatagramSocket from) {
        byte[] buffer = new byte[2048];
        while (!from.isClosed()) {
            var packet = new DatagramPacket(buffer, buffer.length);
            try {
                from.receive(packet);
                onDatagram(Arrays.copyOf(buffer, packet.getLength()));
            } catch (IOException _) {
                // Time for a tick, or closed.
            }
            tick();
        }
    }

    private synchronized void tick() {
        if (ice != null && !isClosed) {
            ice.onTimeout(now());
        }
    }

    private synchronized void onDatagram(byte[] data) {
        switch (PacketKind.of(data, data.length)) {
            case STUN -> {
                if (!ice.onCheck(data, data.length, server)) {
                    ice.onDatagram(data, data.length, now());
                }
            }
            case DTLS -> dtls.onDatagram(data);
            case RTP -> open(data, false);
            case RTCP -> open(data, true);
            case UNKNOWN -> throw new AssertionError("the server sends nothing unknown");
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
        if (length > 0) {
            byte[] packet = Arrays.copyOf(plain, length);
            media.accept(packet);
            received.offer(packet);
        }
    }

    private synchronized void transmit(byte[] datagram) {
        if (socket.isClosed() || server == null) {
            return;
        }
        try {
            socket.send(new DatagramPacket(datagram, datagram.length, server));
        } catch (IOException _) {
            // Lost, as datagrams are.
        }
    }

    private static boolean endsWith(byte[] packet, byte[] ending) {
        int from = packet.length - ending.length;
        return from >= 0 && Arrays.equals(packet, from, packet.length, ending, 0, ending.length);
    }

    private static long now() {
        return System.nanoTime();
    }
}
