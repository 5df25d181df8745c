package com.exorlive.meeting.loadtests.media;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The UDP socket of one page: connected to one address of the server. Confined to its event loop.
final class PeerSocket implements Wire {
    private static final int READS_AT_ONCE = 16;

    private final MediaLoop loop;
    private final Reader reader;
    private final ByteBuffer wire = ByteBuffer.allocateDirect(2048);
    private @Nullable DatagramChannel channel;

    PeerSocket(MediaLoop loop, Reader reader) {
        this.loop = loop;
        this.reader = reader;
    }

    @Override
    public InetSocketAddress bind(InetAddress local) throws IOException {
        var opened = DatagramChannel.open();
        opened.configureBlocking(false);
        opened.bind(new InetSocketAddress(local, 0));
        channel = opened;
        return (InetSocketAddress) opened.getLocalAddress();
    }

    @Override
    public void open(InetSocketAddress server) throws IOException {
        var opened = channel == null ? DatagramChannel.open() : channel;
        opened.configureBlocking(false);
        opened.connect(server);
        loop.register(opened, this);
        channel = opened;
    }

    @Override
    public void write(byte[] data, int length) {
        var to = channel;
        if (to == null) {
            return;
        }
        wire.clear();
        wire.put(data, 0, length).flip();
        try {
            if (to.write(wire) == 0) {
                loop.counts().notSent++;
            }
        } catch (IOException _) {
            loop.counts().notSent++;
        }
    }

    void onReadable() {
        var from = channel;
        if (from == null) {
            return;
        }
        byte[] data = loop.sealed;
        try {
            for (int i = 0; i < READS_AT_ONCE; i++) {
                wire.clear();
                int length = from.read(wire);
                if (length <= 0) {
                    return;
                }
                wire.flip();
                wire.get(data, 0, length);
                reader.onDatagram(data, length);
            }
        } catch (IOException _) {
            // The server's port is closed now; the next packets say it in numbers.
        }
    }

    @Override
    public void addPorts(Set<Integer> own, Set<Integer> servers) {
        var open = channel;
        if (open == null) {
            return;
        }
        try {
            if (open.getLocalAddress() instanceof InetSocketAddress here
                    && open.getRemoteAddress() instanceof InetSocketAddress there) {
                own.add(here.getPort());
                servers.add(there.getPort());
            }
        } catch (IOException _) {
            // Closed meanwhile.
        }
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException _) {
            // It is gone either way.
        }
    }
}
