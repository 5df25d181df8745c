package com.exorlive.meeting.signaling.connection;

import com.exorlive.meeting.edge.AddressKey;
import com.exorlive.meeting.signaling.protocol.ClientMessage;
import com.exorlive.meeting.signaling.protocol.CloseCode;
import com.exorlive.meeting.signaling.protocol.Decoded;
import com.exorlive.meeting.signaling.protocol.MessageReader;
import com.exorlive.meeting.signaling.protocol.ProtocolException;
import com.exorlive.meeting.signaling.protocol.ServerMessage;
import com.exorlive.meeting.signaling.registry.RegistryUnavailableException;
import com.exorlive.meeting.signaling.room.Doorway;
import com.exorlive.meeting.signaling.room.Entrance.Way;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One socket: reads its frames, one at a time, and brings it to its room. Jetty asks for the next
/// frame only when the one before has been dealt with, so a full mailbox slows the page down.
/// Confined to the socket's reader, apart from what its writer and its room call.
public final class SocketEndpoint extends Endpoint {
    private static final Logger LOG = LoggerFactory.getLogger(SocketEndpoint.class);

    /// Before its hello a page may send one frame, and no larger one.
    private static final int MAX_OPENING_BYTES = 1024;

    /// What a page may have kept unacknowledged while it had no socket.
    private static final int MAX_REPLAY = 128;

    private final Connections connections;
    private final Outbox outbox = new Outbox(this::onOverflow);
    private final AtomicBoolean isInBudget = new AtomicBoolean();

    private String address = "";
    private String origin = "";

    /// That the URL names; empty if it names none.
    private String node = "";

    private final FrameRate rate;
    private @Nullable SocketWriter writer;
    private @Nullable Session session;

    /// Set by the reader; read by the writer and by whoever overflows the outbox.
    private volatile @Nullable Doorway room;

    SocketEndpoint(Connections connections) {
        this.connections = connections;
        this.rate = new FrameRate(connections.clock().instant());
    }

    @Override
    public void onOpen(Session opened, EndpointConfig config) {
        session = opened;
        address = addressOf(opened);
        origin = String.valueOf(opened.getUserProperties().get(SocketConfigurator.ORIGIN));
        node = opened.getPathParameters().getOrDefault(SocketContext.NODE, "");
        opened.setMaxTextMessageBufferSize(MAX_OPENING_BYTES);
        opened.setMaxBinaryMessageBufferSize(MAX_OPENING_BYTES);
        opened.addMessageHandler(String.class, new Texts());
        opened.addMessageHandler(ByteBuffer.class, new Binaries());
        opened.addMessageHandler(PongMessage.class, new Pongs());
        var started =
                new SocketWriter(
                        opened,
                        outbox,
                        connections.timeouts(),
                        connections.metrics(),
                        connections.clock(),
                        this::onGone);
        writer = started;
        connections.onOpened(outbox);
        if (!connections.budget().enter(address)) {
            outbox.close(CloseCode.TOO_BUSY);
        } else {
            isInBudget.set(true);
        }
        started.start();
    }

    private static String addressOf(Session session) {
        var remote = session.getUserProperties().get("jakarta.websocket.endpoint.remoteAddress");
        return remote instanceof InetSocketAddress socket && socket.getAddress() != null
                ? AddressKey.of(socket.getAddress().getHostAddress())
                : "";
    }

    private final class Texts implements MessageHandler.Whole<String> {
        @Override
        public void onMessage(String frame) {
            if (!isAllowed()) {
                return;
            }
            try {
                var bound = room;
                if (bound == null) {
                    onOpening(frame);
                } else {
                    onFrame(bound, frame);
                }
            } catch (ProtocolException e) {
                LOG.atDebug().setCause(e).log("A page broke the protocol");
                giveUp(e.code());
            }
        }
    }

    private final class Binaries implements MessageHandler.Whole<ByteBuffer> {
        @Override
        public void onMessage(ByteBuffer frame) {
            if (isAllowed()) {
                giveUp(CloseCode.PROTOCOL_ERROR);
            }
        }
    }

    private final class Pongs implements MessageHandler.Whole<PongMessage> {
        @Override
        public void onMessage(PongMessage pong) {
            isAllowed();
        }
    }

    /// Whether this frame is to be looked at.
    private boolean isAllowed() {
        if (!outbox.isOpen()) {
            return false;
        }
        if (writer != null) {
            writer.onHeard();
        }
        if (!rate.take(connections.clock().instant())) {
            giveUp(CloseCode.TOO_MANY);
            return false;
        }
        return true;
    }

    private void onOpening(String frame) {
        if (frame.getBytes(StandardCharsets.UTF_8).length > MAX_OPENING_BYTES) {
            throw new ProtocolException(CloseCode.TOO_BIG, "a large opening");
        }
        switch (connections.reader().readOpening(frame)) {
            case ClientMessage.Hello hello -> onHello(hello);
            case ClientMessage.Resume resume -> onResume(resume);
        }
        leaveBudget();
        if (writer != null) {
            writer.onGreeted();
        }
        if (session != null) {
            session.setMaxTextMessageBufferSize(MessageReader.MAX_FRAME_BYTES);
        }
    }

    private void onHello(ClientMessage.Hello hello) {
        try {
            var grant = connections.tickets().redeem(hello.ticket(), hello.verifier(), origin);
            if (grant.isEmpty()) {
                connections.metrics().onRefused("ticket");
                outbox.close(CloseCode.NOT_ACCEPTED);
                return;
            }
            bind(connections.entrance().hello(grant.get(), outbox, node));
        } catch (RegistryUnavailableException e) {
            LOG.atWarn().setCause(e).log("No ticket can be looked up");
            outbox.close(CloseCode.TOO_BUSY);
        }
    }

    private void onResume(ClientMessage.Resume resume) {
        rate.allowReplay(MAX_REPLAY);
        bind(connections.entrance().resume(resume, outbox, node));
    }

    private void bind(Way way) {
        switch (way) {
            case Way.Open(var doorway) -> {
                room = doorway;
                if (!outbox.isOpen()) {
                    // It closed before anybody could tell the room: its seat must not seem taken.
                    doorway.onLost();
                }
            }
            case Way.Unknown _ -> {
                var reason = ServerMessage.ResyncReason.UNKNOWN_SESSION;
                connections.metrics().onResync(reason.name());
                outbox.sendAhead(connections.writer().write(new ServerMessage.Resync(reason)));
                outbox.close(CloseCode.OVER);
            }
            case Way.Busy _ -> outbox.close(CloseCode.TOO_BUSY);
        }
    }

    private void onFrame(Doorway bound, String frame) {
        var decoded = connections.reader().read(frame);
        if (decoded instanceof Decoded.Understood(ClientMessage.Ping(var n), var _)) {
            outbox.sendAhead(connections.writer().write(new ServerMessage.Pong(n)));
        }
        bound.onFrame(frame, decoded);
    }

    private void giveUp(CloseCode code) {
        outbox.close(code);
        onGone();
    }

    /// The page is as good as gone: its room hears of it. May be called more than once.
    private void onGone() {
        var bound = room;
        if (bound != null) {
            bound.onLost();
        }
    }

    /// The room's own thread may be the one that sent too much, so it must not wait here for
    /// itself.
    private void onOverflow() {
        Thread.ofVirtual().name("socket-overflow").start(this::onGone);
    }

    private void leaveBudget() {
        if (isInBudget.compareAndSet(true, false)) {
            connections.budget().leave(address);
        }
    }

    @Override
    public void onClose(Session closed, CloseReason reason) {
        leaveBudget();
        if (writer != null) {
            writer.onClosed();
        }
        connections.onClosed(outbox);
        onGone();
    }

    @Override
    public void onError(Session failed, Throwable cause) {
        // What a network does, or a frame over a limit: Jetty closes the socket, and `onClose`
        // follows.
        LOG.atDebug().setCause(cause).log("A socket failed");
    }
}
