package com.exorlive.meeting.sfucontrol.remote;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A way between a driver and its media server that can be cut and frozen.
final class CuttableWire implements AutoCloseable {
    private final ServerSocket socket;
    private final int to;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean isFrozen;
    private volatile boolean isClosed;

    CuttableWire(int to) {
        this.to = to;
        try {
            this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::acceptAll);
    }

    int port() {
        return socket.getLocalPort();
    }

    /// Connections that are there break; new ones can be had.
    void cut() {
        open.forEach(CuttableWire::close);
    }

    /// Nothing comes through any more; connections stay, and can be had.
    void freeze() {
        isFrozen = true;
    }

    private void acceptAll() {
        while (!socket.isClosed()) {
            try {
                var near = socket.accept();
                open.add(near);
                var far = new Socket(InetAddress.getLoopbackAddress(), to);
                open.add(far);
                // One may still be had from a socket that was closed while this waited for it.
                if (isClosed) {
                    cut();
                    return;
                }
                Thread.ofVirtual().start(() -> carry(near, far));
                Thread.ofVirtual().start(() -> carry(far, near));
            } catch (IOException _) {
                // Nobody listens there, or this is closed: whoever called finds out.
                open.forEach(CuttableWire::close);
            }
        }
    }

    private void carry(Socket from, Socket into) {
        try (from;
                into) {
            var buffer = new byte[8192];
            int count;
            while ((count = from.getInputStream().read(buffer)) >= 0) {
                if (!isFrozen) {
                    into.getOutputStream().write(buffer, 0, count);
                }
            }
        } catch (IOException _) {
            // It was cut.
        } finally {
            open.remove(from);
            open.remove(into);
        }
    }

    private static void close(Socket one) {
        try {
            one.close();
        } catch (IOException _) {
            // It is gone either way.
        }
    }

    @Override
    public void close() {
        isClosed = true;
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
