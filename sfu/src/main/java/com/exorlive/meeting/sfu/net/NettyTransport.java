package com.exorlive.meeting.sfu.net;

import com.exorlive.meeting.sfu.path.Path;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Netty over the JDK's channels: works everywhere, allocates for each datagram, and is not told
/// which of our addresses one came to: bound to a wildcard, it answers from the address that the
/// operating system takes. Confined to the event loop where its interface says so.
final class NettyTransport implements DatagramTransport {
    /// What may wait for the kernel to take it; beyond it packets are dropped.
    private static final int MAX_UNSENT_BYTES = 512 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(NettyTransport.class);

    private final Channel channel;
    private final LongAdder unsent;

    private NettyTransport(Channel channel, LongAdder unsent) {
        this.channel = channel;
        this.unsent = unsent;
    }

    static NettyTransport open(
            EventLoopGroup group, InetSocketAddress bind, DatagramHandler handler)
            throws IOException {
        var unsent = new LongAdder();
        var waterMark = new WriteBufferWaterMark(MAX_UNSENT_BYTES / 2, MAX_UNSENT_BYTES);
        ChannelFuture bound =
                new Bootstrap()
                        .group(group)
                        .channel(NioDatagramChannel.class)
                        .option(ChannelOption.SO_RCVBUF, UdpPort.SOCKET_BUFFER)
                        .option(ChannelOption.SO_SNDBUF, UdpPort.SOCKET_BUFFER)
                        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark)
                        .option(
                                ChannelOption.RECVBUF_ALLOCATOR,
                                new FixedRecvByteBufAllocator(UdpPort.MAX_DATAGRAM))
                        .handler(new Reader(handler, unsent))
                        .bind(bind)
                        .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(bound.cause());
        }
        return new NettyTransport(bound.channel(), unsent);
    }

    @Override
    public int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    @Override
    public boolean isOpen() {
        return channel.isActive();
    }

    @Override
    public UdpCounts counts() {
        return new UdpCounts(unsent.sum(), 0);
    }

    @Override
    public void send(byte[] data, int length, Path to) {
        if (!channel.isWritable()) {
            unsent.increment();
            return;
        }
        ByteBuf buffer = channel.alloc().directBuffer(length).writeBytes(data, 0, length);
        var _ = channel.write(new DatagramPacket(buffer, to.remote()), channel.voidPromise());
    }

    @Override
    public void flush() {
        channel.flush();
    }

    @Override
    public void close() {
        var _ = channel.close();
    }

    /// Copies each datagram once, into an array that is used again.
    private static final class Reader extends ChannelInboundHandlerAdapter {
        private final DatagramHandler handler;
        private final LongAdder unsent;
        private final byte[] data = new byte[UdpPort.MAX_DATAGRAM];

        Reader(DatagramHandler handler, LongAdder unsent) {
            this.handler = handler;
            this.unsent = unsent;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            try {
                if (message instanceof DatagramPacket packet) {
                    ByteBuf content = packet.content();
                    int length = Math.min(content.readableBytes(), data.length);
                    content.getBytes(content.readerIndex(), data, 0, length);
                    handler.onDatagram(data, length, Path.to(packet.sender()));
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
                unsent.increment();
                LOG.atTrace().setCause(cause).log("datagram not sent");
            } else {
                LOG.atError().setCause(cause).log("a datagram broke its handler");
            }
        }
    }
}
