package com.exorlive.meeting.signaling.nodes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A way from a node to Redis that can be cut: while it is, nothing passes and nobody is told.
final class CuttableWay implements AutoCloseable {
    private final ServerSocket server;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private volatile boolean isCut;

    CuttableWay(int target) throws IOException {
        this(InetAddress.getLoopbackAddress(), target);
    }

    /// @param bind where it begins
    CuttableWay(InetAddress bind, int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 50, bind);
        Thread.ofVirtual().start(this::acceptAll);
    }

    String uri() {
        return "redis://" + at();
    }

    /// Host and port.
    String at() {
        return server.getInetAddress().getHostAddress() + ":" + port();
    }

    int port() {
        return server.getLocalPort();
    }

    void cut() {
        isCut = true;
    }

    /// What was on its way is lost, as are the connections.
    void mend() {
        isCut = false;
        open.forEach(CuttableWay::close);
        open.clear();
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                var near = server.accept();
                open.add(near);
                Thread.ofVirtual().start(() -> join(near));
            } catch (IOException _) {
                // Closed, or gone again.
            }
        }
    }

    private void join(Socket near) {
        try {
            var far = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(far);
            Thread.ofVirtual().start(() -> pass(far, near));
            pass(near, far);
        } catch (IOException _) {
            close(near);
        }
    }

    private void pass(Socket from, Socket to) {
        var bytes = new byte[8192];
        try {
            for (int read; (read = from.getInputStream().read(bytes)) >= 0; ) {
                if (!isCut) {
                    to.getOutputStream().write(bytes, 0, read);
                }
            }
        } catch (IOException _) {
            // One side is gone.
        } finally {
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It is gone either way.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        mend();
    }
}
