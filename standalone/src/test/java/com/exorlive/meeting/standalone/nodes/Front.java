package com.exorlive.meeting.standalone.nodes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// A load balancer that knows nothing of HTTP, as plain as there are: each connection goes to the
/// first node of its list that says it is ready; while none does, to the first that takes it. One
/// for each person, so that a test says who enters where. Thread-safe.
public final class Front implements AutoCloseable {
    private static final int CONNECT_MILLIS = 1_000;
    private static final int CHUNK = 16_384;

    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile List<ProductNode> nodes;
    private volatile boolean closed;

    /// @param nodes the preferred one first
    Front(List<ProductNode> nodes) {
        this.nodes = List.copyOf(nodes);
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("front").start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /// From now on new connections go here first.
    public void prefer(ProductNode node) {
        var others = nodes.stream().filter(it -> !it.equals(node));
        nodes = Stream.concat(Stream.of(node), others).toList();
    }

    private void accept() {
        while (!closed) {
            try {
                var page = listener.accept();
                Thread.ofVirtual().start(() -> serve(page));
            } catch (IOException _) {
                // The listener was closed, or the page was gone before it was accepted.
            }
        }
    }

    private void serve(Socket page) {
        try (page) {
            var node = connect();
            if (node.isEmpty()) {
                return;
            }
            try (var behind = node.get()) {
                open.add(page);
                open.add(behind);
                var back = Thread.ofVirtual().start(() -> pump(behind, page));
                pump(page, behind);
                back.join();
                open.remove(page);
                open.remove(behind);
            }
        } catch (IOException _) {
            // Either side went away.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Socket> connect() {
        var ready = nodes.stream().filter(ProductNode::isReady).findFirst();
        return Stream.concat(ready.stream(), nodes.stream())
                .flatMap(node -> connect(node).stream())
                .findFirst();
    }

    private static Optional<Socket> connect(ProductNode node) {
        var socket = new Socket();
        try {
            var to = new InetSocketAddress(InetAddress.getLoopbackAddress(), node.port());
            socket.connect(to, CONNECT_MILLIS);
            socket.setTcpNoDelay(true);
            return Optional.of(socket);
        } catch (IOException _) {
            close(socket);
            return Optional.empty();
        }
    }

    /// Until one side ends; then neither has anybody to talk to.
    private static void pump(Socket from, Socket to) {
        try {
            copy(from.getInputStream(), to.getOutputStream());
        } catch (IOException _) {
            // Either side went away.
        }
        close(from);
        close(to);
    }

    private static void copy(InputStream from, OutputStream to) throws IOException {
        var chunk = new byte[CHUNK];
        for (int length; (length = from.read(chunk)) >= 0; ) {
            to.write(chunk, 0, length);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // As good as closed.
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            listener.close();
        } catch (IOException _) {
            // As good as closed.
        }
        open.forEach(Front::close);
    }
}
