package com.exorlive.meeting.signaling.peer;

import com.exorlive.meeting.sfucontrol.link.SealedChannel;
import com.exorlive.meeting.signaling.redis.SharedSecret;
import com.exorlive.meeting.signaling.room.Entrance;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where other nodes bring the pages whose rooms are here. Thread-safe.
public final class PeerServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeerServer.class);

    /// Far more than nodes: whoever does not know the secret holds a place for two seconds.
    private static final int MAX_CONNECTIONS = 64;

    private final ServerSocket socket;
    private final SharedSecret secret;
    private final LongSupplier nanos;
    private final Set<AutoCloseable> open = ConcurrentHashMap.newKeySet();

    private volatile boolean closed;

    /// Listens at once; lets nobody in before `start`.
    ///
    /// @throws IOException if the port can't be had
    public PeerServer(InetAddress bind, int port, SharedSecret secret, LongSupplier nanos)
            throws IOException {
        this.socket = new ServerSocket(port, 50, bind);
        this.secret = secret;
        this.nanos = nanos;
    }

    /// @param self name and incarnation of this node
    /// @param rooms of this node
    public void start(String self, Entrance rooms, BooleanSupplier isReady) {
        var host = new Host(self, rooms, isReady);
        Thread.ofVirtual().name("peer-server").start(() -> acceptAll(host));
    }

    private record Host(String self, Entrance rooms, BooleanSupplier isReady) {}

    public int port() {
        return socket.getLocalPort();
    }

    private void acceptAll(Host host) {
        while (!closed) {
            try {
                var caller = socket.accept();
                if (open.size() >= MAX_CONNECTIONS) {
                    caller.close();
                } else {
                    Thread.ofVirtual().name("peer-greeting").start(() -> greet(caller, host));
                }
            } catch (IOException e) {
                if (!closed) {
                    LOG.atWarn().setCause(e).log("A node could not be heard");
                }
            }
        }
    }

    private void greet(Socket caller, Host host) {
        open.add(caller);
        try {
            var channel =
                    SealedChannel.answer(
                            caller, Peers.key(secret), host.self(), Peers.GREET_WITHIN);
            var pages = new RemotePages(host.rooms());
            var connection =
                    new PeerConnection(
                            channel,
                            host.isReady(),
                            pages::onFrame,
                            () -> {
                                pages.onClosed();
                                open.remove(caller);
                            },
                            nanos);
            pages.sendBy(connection);
            connection.start();
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("why", e.getMessage()).log("Another node was turned away");
            open.remove(caller);
            try {
                caller.close();
            } catch (IOException _) {
                // It is gone either way.
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            socket.close();
            for (var one : open) {
                one.close();
            }
        } catch (Exception e) {
            LOG.atDebug().setCause(e).log("The way for other nodes did not close");
        }
    }
}
