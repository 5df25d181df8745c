package com.exorlive.meeting.loadtests.media;

import com.exorlive.meeting.loadtests.network.NetworkSpec;
import com.exorlive.meeting.loadtests.network.PacketFate;
import com.exorlive.meeting.sfu.rtp.PacketKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;

/// What lies between a page and the server: a socket, and the network that was asked for, both
/// ways. Checks and handshakes suffer it as media does. Confined to its event loop.
final class Link {
    private final MediaLoop loop;
    private final Reader reader;
    private final PacketFate up;
    private final PacketFate down;
    private final Wire socket;

    /// Takes what came. The array is used again for the next one.
    interface Reader {
        /// @param arrivedNanos when it came to this machine, made-up delay not included
        void onDatagram(byte[] data, int length, long arrivedNanos);
    }

    /// @param onFailure told why there is no way to the server
    Link(
            MediaLoop loop,
            NetworkSpec network,
            long seed,
            Reader reader,
            Consumer<String> onFailure) {
        this.loop = loop;
        this.reader = reader;
        this.up = new PacketFate(network.up(), seed);
        this.down = new PacketFate(network.down(), ~seed);
        this.socket =
                network.turn().isEmpty()
                        ? new PeerSocket(loop, this::onDatagram)
                        : new RelayedWire(
                                loop, network.turn().getFirst(), this::onDatagram, onFailure);
    }

    /// Takes a port before the server's address is known.
    ///
    /// @return the own address
    InetSocketAddress bind(InetAddress local) throws IOException {
        return socket.bind(local);
    }

    void open(InetSocketAddress server) throws IOException {
        socket.open(server);
    }

    /// What the next datagram of this size will suffer on its way to the server: to be asked before
    /// it is stamped. See [PacketFate#delayNanos].
    long nextDelay(int length, long nowNanos) {
        return up.delayNanos(length, nowNanos);
    }

    /// @param delayNanos what [#nextDelay] said
    void send(byte[] data, int length, long delayNanos, long nowNanos) {
        if (delayNanos == 0) {
            socket.write(data, length);
        } else if (delayNanos != PacketFate.LOST) {
            loop.schedule.add(
                    new Late(data, length) {
                        @Override
                        void arrive(byte[] datagram) {
                            socket.write(datagram, datagram.length);
                        }
                    },
                    nowNanos + delayNanos);
        }
    }

    void send(byte[] data, int length) {
        if (up.isPerfect()) {
            socket.write(data, length);
        } else {
            long now = System.nanoTime();
            send(data, length, nextDelay(length, now), now);
        }
    }

    private void onDatagram(byte[] data, int length) {
        long now = System.nanoTime();
        long delay = down.delayNanos(length, now);
        if (delay == 0) {
            reader.onDatagram(data, length, now);
        } else if (delay == PacketFate.LOST) {
            count(data, length);
        } else {
            loop.schedule.add(
                    new Late(data, length) {
                        @Override
                        void arrive(byte[] datagram) {
                            reader.onDatagram(datagram, datagram.length, now);
                        }
                    },
                    now + delay);
        }
    }

    /// A repeated packet is none of the stream's own.
    private void count(byte[] data, int length) {
        if (PacketKind.of(data, length) == PacketKind.RTP
                && (data[1] & 0x7F) != RtpWriter.REPEAT_TYPE) {
            loop.counts().emulatedLoss++;
        }
    }

    void addPorts(Set<Integer> own, Set<Integer> servers) {
        socket.addPorts(own, servers);
    }

    void close() {
        socket.close();
    }

    /// A datagram on its slow way.
    private abstract static class Late extends Task {
        private final byte[] datagram;

        Late(byte[] data, int length) {
            this.datagram = Arrays.copyOf(data, length);
        }

        abstract void arrive(byte[] datagram);

        @Override
        final long run(long nowNanos) {
            arrive(datagram);
            return NEVER;
        }
    }
}
