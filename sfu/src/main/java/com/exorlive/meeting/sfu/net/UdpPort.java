package com.exorlive.meeting.sfu.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One UDP port with its one event loop: epoll with many datagrams a system call where there is
/// epoll, NIO elsewhere. Thread-safe; `send` only from the event loop.
public final class UdpPort implements AutoCloseable {
    /// Nothing of ours is longer than an Ethernet frame; longer datagrams are cut, then refused.
    public static final int MAX_DATAGRAM = 2048;

    private static final Logger LOG = LoggerFactory.getLogger(UdpPort.class);
    private static final int DATAGRAMS_PER_READ = 32;

    /// A key frame of a room arrives at once; a small buffer would drop its tail while the loop is
    /// busy. The kernel caps it at net.core.rmem_max.
    private static final int SOCKET_BUFFER = 4 * 1024 * 1024;

    private final MultiThreadIoEventLoopGroup group;
    private final EventLoop loop;
    private final Channel channel;

    private UdpPort(MultiThreadIoEventLoopGroup group, EventLoop loop, Channel channel) {
        this.group = group;
        this.loop = loop;
        this.channel = channel;
    }

    /// Binds.
    ///
    /// @throws IOException if the address can't be bound
    public static UdpPort open(InetSocketAddress bind, DatagramHandler handler) throws IOException {
        boolean hasEpoll = Epoll.isAvailable();
        IoHandlerFactory io = hasEpoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        var group = new MultiThreadIoEventLoopGroup(1, io);
        Bootstrap bootstrap =
                new Bootstrap()
                        .group(group)
                        .channel(hasEpoll ? EpollDatagramChannel.class : NioDatagramChannel.class)
                        .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER)
                        .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER)
                        .handler(new Reader(handler));
        if (hasEpoll) {
            bootstrap
                    .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, MAX_DATAGRAM)
                    .option(
                            ChannelOption.RECVBUF_ALLOCATOR,
                            new FixedRecvByteBufAllocator(MAX_DATAGRAM * DATAGRAMS_PER_READ));
        } else {
            bootstrap.option(
                    ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(MAX_DATAGRAM));
        }
        ChannelFuture bound = bootstrap.bind(bind).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw new IOException("UDP port " + bind.getPort() + " can't be bound", bound.cause());
        }
        Channel channel = bound.channel();
        LOG.atInfo()
                .addKeyValue("port", ((InetSocketAddress) channel.localAddress()).getPort())
                .addKeyValue("transport", hasEpoll ? "epoll" : "nio")
                .log("UDP port open");
        return new UdpPort(group, channel.eventLoop(), channel);
    }

    /// The port that was bound, also if 0 was asked for.
    public int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    public boolean isOpen() {
        return channel.isActive();
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

    /// Sends a copy. Only from the event loop; leaves with the others of the same turn.
    public void send(byte[] data, int length, InetSocketAddress to) {
        ByteBuf buffer = channel.alloc().directBuffer(length).writeBytes(data, 0, length);
        var _ = channel.write(new DatagramPacket(buffer, to), channel.voidPromise());
    }

    /// Hands what was written to the kernel. After each turn of reading this happens by itself.
    public void flush() {
        channel.flush();
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly(5, TimeUnit.SECONDS);
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }

    /// Copies each datagram once, into an array that is used again.
    private static final class Reader extends ChannelInboundHandlerAdapter {
        private final DatagramHandler handler;
        private final byte[] data = new byte[MAX_DATAGRAM];

        Reader(DatagramHandler handler) {
            this.handler = handler;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            try {
                if (message instanceof DatagramPacket packet) {
                    ByteBuf content = packet.content();
                    int length = Math.min(content.readableBytes(), data.length);
                    content.getBytes(content.readerIndex(), data, 0, length);
                    handler.onDatagram(data, length, packet.sender());
                }
            } finally {
                ReferenceCountUtil.release(message);
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }

        /// Also hears of failed sends (an unreachable address): a packet lost, nothing more.
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (cause instanceof IOException) {
                LOG.atTrace().setCause(cause).log("datagram not sent");
            } else {
                LOG.atError().setCause(cause).log("a datagram broke its handler");
            }
        }
    }
}
