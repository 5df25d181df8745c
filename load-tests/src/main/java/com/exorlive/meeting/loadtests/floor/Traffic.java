package com.exorlive.meeting.loadtests.floor;

import com.exorlive.meeting.sfu.srtp.SrtpSender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/// Pairs of participants, each with a socket of its own: 30 frames of four packets a second and 50
/// packets of sound, each at times of its own, encrypted as a browser would. Confined to
/// one thread.
final class Traffic implements AutoCloseable {
    private static final long FRAME_NANOS = 33_333_333L;
    private static final long SOUND_NANOS = 20_000_000L;
    private static final long STEP_NANOS = 100_000L;
    private static final int FRAME_PACKETS = 4;
    private static final int FRAME_PACKET_BYTES = 1040;
    private static final int SOUND_BYTES = 120;
    private static final int GREETINGS = 50;

    private final List<Participant> participants = new ArrayList<>();
    private final Selector selector = Selector.open();
    private final byte[] plain = new byte[2048];
    private final byte[] sealed = new byte[2048];
    private final ByteBuffer incoming = ByteBuffer.allocateDirect(4096);
    private long sent;
    private long received;

    private static final class Participant {
        final DatagramChannel channel;
        final SrtpSender sender = SrtpRecrypt.participant();
        final ByteBuffer outgoing = ByteBuffer.allocateDirect(2048);
        long nextFrame;
        long nextSound;
        int sequence;

        Participant(DatagramChannel channel) {
            this.channel = channel;
        }
    }

    Traffic(int pairs, int port, long seed) throws IOException {
        var random = new Random(seed);
        var server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        long now = System.nanoTime();
        for (int i = 0; i < 2 * pairs; i++) {
            var channel =
                    DatagramChannel.open()
                            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                            .setOption(StandardSocketOptions.SO_RCVBUF, 1 << 20)
                            .connect(server);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            var participant = new Participant(channel);
            participant.nextFrame = now + random.nextLong(FRAME_NANOS);
            participant.nextSound = now + random.nextLong(SOUND_NANOS);
            participants.add(participant);
        }
        for (int i = 0; i < GREETINGS && received < participants.size(); i++) {
            greet();
        }
    }

    private void greet() throws IOException {
        received = 0;
        for (int i = 0; i < participants.size(); i++) {
            participants.get(i).channel.write(ByteBuffer.wrap(Pairs.greeting(i / 2)));
        }
        LockSupport.parkNanos(20_000_000L);
        receive();
    }

    /// What went and came while it ran.
    record Count(long sent, long received) {}

    Count run(long nanos) throws IOException {
        sent = 0;
        received = 0;
        long end = System.nanoTime() + nanos;
        for (long now = System.nanoTime(); now - end < 0; now = System.nanoTime()) {
            for (var participant : participants) {
                sendWhatIsDue(participant, now);
            }
            receive();
            LockSupport.parkNanos(STEP_NANOS);
        }
        LockSupport.parkNanos(50_000_000L);
        receive();
        return new Count(sent, received);
    }

    private void sendWhatIsDue(Participant participant, long now) throws IOException {
        // After a pause between two rounds nobody makes up for it.
        if (now - participant.nextFrame >= 0) {
            participant.nextFrame = next(participant.nextFrame, FRAME_NANOS, now);
            for (int i = 0; i < FRAME_PACKETS; i++) {
                send(participant, FRAME_PACKET_BYTES);
            }
        }
        if (now - participant.nextSound >= 0) {
            participant.nextSound = next(participant.nextSound, SOUND_NANOS, now);
            send(participant, SOUND_BYTES);
        }
    }

    private static long next(long due, long period, long now) {
        return now - due > 10 * period ? now + period : due + period;
    }

    private void send(Participant participant, int length) throws IOException {
        var packet = ByteBuffer.wrap(plain);
        packet.putShort((short) 0x8060).putShort((short) participant.sequence++);
        packet.putInt(0).putInt(7);
        int ready = participant.sender.protectRtp(plain, length, sealed);
        participant.outgoing.clear().put(sealed, 0, ready).flip();
        if (participant.channel.write(participant.outgoing) > 0) {
            sent++;
        }
    }

    private void receive() throws IOException {
        selector.selectNow(
                key -> {
                    var channel = (DatagramChannel) key.channel();
                    try {
                        while (channel.read(incoming.clear()) > 0) {
                            received++;
                        }
                    } catch (IOException e) {
                        throw new IllegalStateException("the forwarder is gone", e);
                    }
                });
    }

    @Override
    public void close() throws IOException {
        for (var participant : participants) {
            participant.channel.close();
        }
        selector.close();
    }
}
