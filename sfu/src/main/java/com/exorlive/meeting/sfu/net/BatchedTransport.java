package com.exorlive.meeting.sfu.net;

import com.exorlive.meeting.sfu.net.linux.LinuxUdpSocket;
import com.exorlive.meeting.sfu.path.Path;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Our own socket on Netty's event loop: Netty says when there is something to read, and runs tasks
/// and timers in between. Confined to the loop where its interface says so.
final class BatchedTransport implements DatagramTransport, EpollIoHandle {
    /// Full batches in one turn. More delays timers and tasks, fewer costs turns under load.
    private static final int BATCHES_PER_TURN = 4;

    /// The least from one turn to the next. Under load packets gather meanwhile and share the cost
    /// of a turn; a packet that comes alone finds the last turn long past. Longer saves more, and
    /// is what the unluckiest packet waits, with the kernel's 50 µs of slack.
    private static final long TURN_SPACING_NANOS = 150_000;

    /// To fall asleep and wake up takes this long itself.
    private static final long SHORTEST_PAUSE_NANOS = 20_000;

    /// More asks the kernel less often whether anything has come, fewer lets timers and tasks of
    /// the loop wait less.
    private static final int TURNS_IN_A_ROW = 4;

    private static final Logger LOG = LoggerFactory.getLogger(BatchedTransport.class);

    private final LinuxUdpSocket socket;
    private final FileDescriptor descriptor;
    private final DatagramHandler handler;
    private final byte[] data = new byte[UdpPort.MAX_DATAGRAM];
    private @Nullable IoRegistration registration;
    private long lastTurnNanos = System.nanoTime() - TURN_SPACING_NANOS;
    private volatile boolean isOpen = true;

    private BatchedTransport(LinuxUdpSocket socket, DatagramHandler handler) {
        this.socket = socket;
        this.handler = handler;
        this.descriptor = new FileDescriptor(socket.fd());
    }

    static BatchedTransport open(IoEventLoop loop, InetSocketAddress bind, DatagramHandler handler)
            throws IOException {
        var socket = LinuxUdpSocket.open(bind, UdpPort.MAX_DATAGRAM, UdpPort.SOCKET_BUFFER);
        var transport = new BatchedTransport(socket, handler);
        var registered = loop.register(transport).awaitUninterruptibly();
        if (!registered.isSuccess()) {
            socket.close();
            throw new IOException("not taken by the event loop", registered.cause());
        }
        IoRegistration registration = registered.getNow();
        loop.submit(() -> transport.begin(registration)).awaitUninterruptibly();
        return transport;
    }

    private void begin(IoRegistration taken) {
        registration = taken;
        // Not edge triggered: what one turn leaves brings the next.
        taken.submit(EpollIoOps.EPOLLIN);
    }

    @Override
    public FileDescriptor fd() {
        return descriptor;
    }

    @Override
    public void handle(IoRegistration source, IoEvent event) {
        // As long as each pause brings more, nobody needs to ask whether there is any.
        for (int turn = 0; turn < TURNS_IN_A_ROW && isOpen; turn++) {
            keepDistance();
            if (!takeWhatIsThere()) {
                return;
            }
        }
    }

    /// @return whether there was anything
    private boolean takeWhatIsThere() {
        for (int batch = 0; batch < BATCHES_PER_TURN && isOpen; batch++) {
            int count = socket.receive();
            for (int i = 0; i < count; i++) {
                deliver(i);
            }
            flush();
            if (count < LinuxUdpSocket.batch()) {
                return batch > 0 || count > 0;
            }
        }
        return true;
    }

    private void keepDistance() {
        long now = System.nanoTime();
        long pause = TURN_SPACING_NANOS - (now - lastTurnNanos);
        if (pause > SHORTEST_PAUSE_NANOS) {
            LockSupport.parkNanos(pause);
            now = System.nanoTime();
        }
        lastTurnNanos = now;
    }

    private void deliver(int index) {
        try {
            int length = socket.read(index, data);
            handler.onDatagram(data, length, socket.path(index));
        } catch (RuntimeException bug) {
            LOG.atError().setCause(bug).log("a datagram broke its handler");
        }
    }

    @Override
    public int port() {
        return socket.port();
    }

    @Override
    public boolean isOpen() {
        return isOpen;
    }

    @Override
    public UdpCounts counts() {
        return new UdpCounts(socket.unsent(), socket.overrun());
    }

    @Override
    public void send(byte[] datagram, int length, Path to) {
        socket.send(datagram, length, to);
    }

    @Override
    public void flush() {
        socket.flush();
    }

    @Override
    public void close() {
        if (isOpen) {
            isOpen = false;
            if (registration != null) {
                registration.cancel();
            }
            socket.close();
        }
    }
}
