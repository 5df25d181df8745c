package com.exorlive.meeting.sfu.net;

import com.exorlive.meeting.sfu.path.Path;
import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One UDP port with its one event loop: many datagrams a system call on Linux, NIO elsewhere.
/// Thread-safe; `send` and `flush` only from the event loop.
public final class UdpPort implements AutoCloseable {
    /// Nothing of ours is longer than an Ethernet frame; longer datagrams are cut, then refused.
    public static final int MAX_DATAGRAM = 2048;

    /// A key frame of a room arrives at once; a small buffer would drop its tail while the loop is
    /// busy. The kernel caps it at net.core.rmem_max.
    static final int SOCKET_BUFFER = 4 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(UdpPort.class);

    private final MultiThreadIoEventLoopGroup group;
    private final IoEventLoop loop;
    private final DatagramTransport transport;

    private UdpPort(
            MultiThreadIoEventLoopGroup group, IoEventLoop loop, DatagramTransport transport) {
        this.group = group;
        this.loop = loop;
        this.transport = transport;
    }

    /// Binds.
    ///
    /// @throws IOException if the address can't be bound
    public static UdpPort open(InetSocketAddress bind, DatagramHandler handler) throws IOException {
        return open(bind, handler, TransportKind.best());
    }

    static UdpPort open(InetSocketAddress bind, DatagramHandler handler, TransportKind kind)
            throws IOException {
        var group =
                new MultiThreadIoEventLoopGroup(
                        1,
                        switch (kind) {
                            case BATCHED -> EpollIoHandler.newFactory();
                            case NIO -> NioIoHandler.newFactory();
                        });
        IoEventLoop loop = group.next();
        try {
            DatagramTransport transport =
                    switch (kind) {
                        case BATCHED -> BatchedTransport.open(loop, bind, handler);
                        case NIO -> NettyTransport.open(group, bind, handler);
                    };
            LOG.atInfo()
                    .addKeyValue("port", transport.port())
                    .addKeyValue("transport", kind.name().toLowerCase(Locale.ROOT))
                    .log("UDP port open");
            if (kind == TransportKind.NIO && LocalAddresses.isAmbiguous(bind.getAddress())) {
                LOG.atWarn()
                        .log(
                                "this transport can't tell which of this machine's addresses a"
                                        + " packet came to, and may answer from another: bind to"
                                        + " the one that is announced");
            }
            return new UdpPort(group, loop, transport);
        } catch (IOException e) {
            var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw new IOException("UDP port " + bind.getPort() + " can't be bound", e);
        }
    }

    /// The port that was bound, also if 0 was asked for.
    public int port() {
        return transport.port();
    }

    public boolean isOpen() {
        return transport.isOpen();
    }

    /// What was lost here.
    public UdpCounts counts() {
        return transport.counts();
    }

    /// Runs tasks on the event loop. Tasks of a closed port are dropped.
    public Executor executor() {
        return task -> {
            try {
                loop.execute(task);
            } catch (RejectedExecutionException _) {
                LOG.atDebug().log("task of a closed port dropped");
            }
        };
    }

    /// Runs a task on the event loop and waits for it.
    ///
    /// @throws IllegalStateException if the port is closed
    public <T> T call(Callable<T> task) {
        try {
            return loop.inEventLoop() ? task.call() : loop.submit(task).get(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("failed on the event loop", e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("failed on the event loop", e);
        }
    }

    /// Runs a task on the event loop again and again, also when it fails: Netty alone would never
    /// run it again.
    public void every(long period, TimeUnit unit, Runnable task) {
        var _ = loop.scheduleAtFixedRate(() -> runSafely(task), period, period, unit);
    }

    private static void runSafely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException bug) {
            LOG.atError().setCause(bug).log("a periodic task broke");
        }
    }

    /// Sends a copy, or drops and counts it if the kernel has no room. Only from the event loop;
    /// leaves with the others of the same turn.
    public void send(byte[] data, int length, Path to) {
        transport.send(data, length, to);
    }

    /// Hands what was written to the kernel. After each turn of reading this happens by itself.
    public void flush() {
        transport.flush();
    }

    @Override
    public void close() {
        if (transport.isOpen()) {
            call(
                    () -> {
                        transport.close();
                        return true;
                    });
        }
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
