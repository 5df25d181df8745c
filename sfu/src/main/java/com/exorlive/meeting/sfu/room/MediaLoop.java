package com.exorlive.meeting.sfu.room;

import com.exorlive.meeting.sfu.dtls.DtlsCertificate;
import com.exorlive.meeting.sfu.dtls.DtlsEndpoint;
import com.exorlive.meeting.sfu.dtls.HandshakeSlots;
import com.exorlive.meeting.sfu.limit.TokenBucket;
import com.exorlive.meeting.sfu.net.LocalAddresses;
import com.exorlive.meeting.sfu.net.UdpCounts;
import com.exorlive.meeting.sfu.net.UdpPort;
import com.exorlive.meeting.sfu.path.Path;
import com.exorlive.meeting.sfu.sdp.AnnouncedAddress;
import com.exorlive.meeting.sfu.srtp.SrtpCrypto;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Drives the rooms of one port: the only place of the SFU that reads the clock. Thread-safe: what
/// it is asked to do it does on its event loop.
final class MediaLoop implements AutoCloseable {
    /// How late a lapsed consent may be noticed.
    private static final long TICK_MILLIS = 500;

    private static final Logger LOG = LoggerFactory.getLogger(MediaLoop.class);

    private final UdpPort port;
    private final LoopContext context;
    private final PacketDispatcher dispatcher;
    private final List<Room> rooms = new ArrayList<>();
    private final TokenBucket loggedBugs = new TokenBucket(1, 10);

    private MediaLoop(Opening opening, UdpPort port, LoopContext context) {
        this.port = port;
        this.context = context;
        this.dispatcher = new PacketDispatcher(context);
        port.every(TICK_MILLIS, TimeUnit.MILLISECONDS, this::tick);
        opening.loop = this;
    }

    /// Datagrams may come before the loop around the port is complete: dropped, as by the network.
    private static final class Opening {
        private volatile @Nullable MediaLoop loop;

        void onDatagram(byte[] data, int length, Path from) {
            MediaLoop open = loop;
            if (open != null) {
                open.onDatagram(data, length, from, System.nanoTime());
            }
        }
    }

    /// A bug that one packet finds must cost that packet alone, and whoever found it must not fill
    /// the disk with our log.
    private void onDatagram(byte[] data, int length, Path from, long nowNanos) {
        try {
            dispatcher.onDatagram(data, length, from, nowNanos);
        } catch (RuntimeException bug) {
            context.tally.dropped(Drop.BROKEN);
            if (loggedBugs.take(1, nowNanos)) {
                LOG.atError().setCause(bug).log("a datagram broke its handler");
            }
        }
    }

    static MediaLoop open(
            InetSocketAddress bind,
            List<InetAddress> announced,
            DtlsCertificate certificate,
            HandshakeSlots slots,
            SrtpCrypto crypto,
            Forwarding forwarding,
            SecureRandom random)
            throws IOException {
        var opening = new Opening();
        UdpPort port = UdpPort.open(bind, opening::onDatagram);
        List<InetAddress> reachable =
                announced.isEmpty() ? LocalAddresses.reachableAt(bind.getAddress()) : announced;
        List<AnnouncedAddress> addresses =
                reachable.stream().map(ip -> new AnnouncedAddress(ip, port.port())).toList();
        var context =
                new LoopContext(
                        new PortOutput(port),
                        forwarding,
                        output -> new DtlsEndpoint(port.executor(), slots, certificate, output),
                        crypto,
                        random,
                        certificate.fingerprint(),
                        addresses);
        return new MediaLoop(opening, port, context);
    }

    private record PortOutput(UdpPort port) implements PacketOutput {
        @Override
        public void send(byte[] data, int length, Path to) {
            port.send(data, length, to);
        }

        @Override
        public void flush() {
            port.flush();
        }
    }

    boolean isOpen() {
        return port.isOpen();
    }

    int port() {
        return port.port();
    }

    /// How many rooms live here.
    long roomCount() {
        return context.tally.rooms.sum();
    }

    SfuCounters counters() {
        UdpCounts lost = port.counts();
        return context.tally.snapshot(lost.unsent(), lost.overrun());
    }

    Room openRoom(RoomEvents events) {
        return call(
                () -> {
                    var room = new Room(context, events);
                    rooms.add(room);
                    return room;
                });
    }

    void closeRoom(Room room) {
        call(
                () -> {
                    rooms.remove(room);
                    room.close();
                    return true;
                });
    }

    <T> T call(Callable<T> task) {
        return port.call(task);
    }

    void post(Runnable task) {
        port.executor().execute(task);
    }

    @Override
    public void close() {
        if (port.isOpen()) {
            call(
                    () -> {
                        rooms.forEach(Room::close);
                        rooms.clear();
                        return true;
                    });
        }
        port.close();
    }

    private void tick() {
        long nowNanos = System.nanoTime();
        rooms.forEach(room -> tick(room, nowNanos));
        port.flush();
    }

    /// A bug in one room must not keep the others from noticing that a browser has fallen silent.
    private static void tick(Room room, long nowNanos) {
        try {
            room.onTick(nowNanos);
        } catch (RuntimeException bug) {
            LOG.atError().setCause(bug).log("a room broke at its tick");
        }
    }
}
