package com.exorlive.meeting.sfucontrol.kurento.fake;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.function.BiConsumer;

/// The WebSocket of a fake Kurento.
final class FakeWire {
    private static final int MOST_BYTES = 1_000_000;

    private final MultiThreadIoEventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ChannelGroup sockets = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Channel listening;

    FakeWire(InetSocketAddress address, BiConsumer<Channel, String> heard) {
        listening =
                new ServerBootstrap()
                        .group(loops)
                        .channel(NioServerSocketChannel.class)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childHandler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel channel) {
                                        sockets.add(channel);
                                        channel.pipeline()
                                                .addLast(
                                                        new HttpServerCodec(),
                                                        new HttpObjectAggregator(MOST_BYTES),
                                                        new WebSocketServerProtocolHandler(
                                                                "/kurento", null, true, MOST_BYTES),
                                                        new Texts(heard));
                                    }
                                })
                        .bind(address)
                        .syncUninterruptibly()
                        .channel();
    }

    private static final class Texts extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        private final BiConsumer<Channel, String> heard;

        Texts(BiConsumer<Channel, String> heard) {
            this.heard = heard;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
            heard.accept(context.channel(), frame.text());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            var _ = context.close();
        }
    }

    int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    static void send(Channel channel, String text) {
        var _ = channel.writeAndFlush(new TextWebSocketFrame(text));
    }

    /// TCP RST on every connection.
    void reset() {
        sockets.forEach(FakeWire::closeByReset);
        sockets.close().awaitUninterruptibly();
    }

    private static void closeByReset(Channel channel) {
        try {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        } catch (ChannelException _) {
            // The other side has closed it meanwhile.
        }
    }

    /// As when the process is gone.
    void close() {
        listening.close().awaitUninterruptibly();
        reset();
        var _ = loops.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS);
    }
}
