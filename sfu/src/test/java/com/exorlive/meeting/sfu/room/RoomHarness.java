package com.exorlive.meeting.sfu.room;

import com.exorlive.meeting.sfu.path.Path;
import com.exorlive.meeting.sfu.sdp.AnnouncedAddress;
import com.exorlive.meeting.sfu.sdp.Fingerprint;
import com.exorlive.meeting.sfu.srtp.SrtpCrypto;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/// A room without sockets, threads or a clock: what it sends and what it tells is written down.
final class RoomHarness {
    /// Takes what the room sends.
    @FunctionalInterface
    interface Wire {
        void carry(byte[] datagram, InetSocketAddress to);
    }

    final List<RoomEvent> events = new ArrayList<>();
    final List<FakeDtls> dtls = new ArrayList<>();
    Wire wire = (_, _) -> {};
    Consumer<RoomEvent> onEvent = _ -> {};

    /// Packets are counted where they leave and go nowhere, so that only the room itself works.
    boolean isMeasured;
    long measured;
    final LoopContext context;
    final PacketDispatcher dispatcher;
    final Room room;

    RoomHarness() {
        this(SrtpCrypto.jdk());
    }

    RoomHarness(SrtpCrypto crypto) {
        context =
                new LoopContext(
                        new Out(),
                        Forwarding.MIRROR,
                        output -> {
                            var fake = new FakeDtls(output);
                            dtls.add(fake);
                            return fake;
                        },
                        crypto,
                        new SecureRandom(),
                        Fingerprint.ofCertificate(new byte[] {1}),
                        List.of(new AnnouncedAddress(InetAddress.getLoopbackAddress(), 10_000)));
        dispatcher = new PacketDispatcher(context);
        room =
                new Room(
                        context,
                        event -> {
                            events.add(event);
                            onEvent.accept(event);
                        });
    }

    SfuCounters counters() {
        return context.tally.snapshot(0, 0);
    }

    private final class Out implements PacketOutput {
        @Override
        public void send(byte[] data, int length, Path to) {
            if (isMeasured) {
                measured++;
                return;
            }
            wire.carry(Arrays.copyOf(data, length), to.remote());
        }

        @Override
        public void flush() {}
    }
}
