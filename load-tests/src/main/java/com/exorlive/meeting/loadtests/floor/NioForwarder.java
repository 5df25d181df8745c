package com.exorlive.meeting.loadtests.floor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.DatagramChannel;
import java.util.Optional;

/// Receives one datagram, sends one datagram, with what the JDK has: what a plain program does.
/// `run` blocks its thread; `close` from any other.
final class NioForwarder implements Forwarder, Runnable {
    private static final int SOCKET_BUFFER = 4 * 1024 * 1024;

    private final DatagramChannel channel;
    private final Pairs<InetSocketAddress> pairs = new Pairs<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(2048);
    private final byte[] greeting = new byte[Pairs.GREETING_LENGTH];

    NioForwarder(InetSocketAddress bind) throws IOException {
        channel =
                DatagramChannel.open()
                        .setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER)
                        .setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER)
                        .bind(bind);
        Thread.ofPlatform().name("floor").daemon().start(this);
    }

    @Override
    public int port() {
        return channel.socket().getLocalPort();
    }

    @Override
    public void run() {
        try {
            while (channel.isOpen()) {
                buffer.clear();
                if (channel.receive(buffer) instanceof InetSocketAddress from) {
                    buffer.flip();
                    onDatagram(from);
                }
            }
        } catch (AsynchronousCloseException _) {
            // Asked to end.
        } catch (IOException e) {
            throw new IllegalStateException("the socket failed", e);
        }
    }

    private void onDatagram(InetSocketAddress from) throws IOException {
        if (buffer.remaining() == Pairs.GREETING_LENGTH) {
            buffer.get(0, greeting);
            if (Pairs.isGreeting(greeting, greeting.length)) {
                if (pairs.greet(greeting, from)) {
                    channel.send(buffer, from);
                }
                return;
            }
        }
        Optional<InetSocketAddress> partner = pairs.partnerOf(from);
        if (partner.isPresent()) {
            channel.send(buffer, partner.get());
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
