package com.exorlive.meeting.standalone.tap;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// Stands before the product's port and writes down every byte that goes in or out: WebSocket
/// messages one by one, everything else of HTTP as it comes. Changes nothing. Outside of the
/// product, so that nothing the product handles can slip past it.
///
/// One thread accepts, two per connection pump.
public final class MessageTap implements AutoCloseable {
    private static final int MAX_HEAD = 64 * 1024;

    /// The end of the head of a request for, or an answer with, a change to WebSocket.
    private static final Pattern UPGRADE =
            Pattern.compile(
                    "\\r\\nupgrade: *websocket\\r\\n(?:[^\\r\\n]+\\r\\n)*\\r\\n",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern OPAQUE = Pattern.compile("\"data\":\"([A-Za-z0-9_-]+)\"");

    private final ServerSocket listening;
    private final int inner;
    private final CaptureFile messages;
    private final CaptureFile http;
    private final AtomicInteger connections = new AtomicInteger();

    /// @param outer where people connect
    /// @param inner where the product is
    public MessageTap(int outer, int inner, CaptureFile messages, CaptureFile http)
            throws IOException {
        this.listening = new ServerSocket(outer, 50, InetAddress.getLoopbackAddress());
        this.inner = inner;
        this.messages = messages;
        this.http = http;
        Thread.ofVirtual().name("tap").start(this::accept);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                var outside = listening.accept();
                connect(outside);
            } catch (IOException _) {
                // Closed, or a connection that did not come about.
            }
        }
    }

    private void connect(Socket outside) throws IOException {
        try {
            var inside = new Socket(InetAddress.getLoopbackAddress(), inner);
            var connection = new Connection(connections.incrementAndGet());
            outside.setTcpNoDelay(true);
            inside.setTcpNoDelay(true);
            Thread.ofVirtual().start(() -> pump(outside, inside, connection.in));
            Thread.ofVirtual().start(() -> pump(inside, outside, connection.out));
        } catch (IOException e) {
            outside.close();
            throw e;
        }
    }

    private static void pump(Socket from, Socket to, Direction seen) {
        var buffer = new byte[16 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            var out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                seen.onBytes(buffer, length);
                out.write(buffer, 0, length);
                out.flush();
            }
        } catch (IOException _) {
            // Either side went away; closing both tells the other.
        }
    }

    private final class Connection {
        final Direction in;
        final Direction out;

        Connection(int number) {
            in = new Direction(number, "in");
            out = new Direction(number, "out");
        }
    }

    /// One direction of a connection: HTTP, any number of messages of it, then maybe frames.
    /// Confined to its pump.
    private final class Direction {
        private final int number;
        private final String way;
        private final FrameReader frames;
        private final ByteArrayOutputStream recent = new ByteArrayOutputStream();
        private boolean isWebSocket;

        Direction(int number, String way) {
            this.number = number;
            this.way = way;
            this.frames = new FrameReader(this::message);
        }

        void onBytes(byte[] data, int length) {
            if (isWebSocket) {
                frames.onBytes(data, 0, length);
                return;
            }
            http(data, length);
            recent.write(data, 0, length);
            var text = recent.toString(StandardCharsets.ISO_8859_1);
            var upgrade = UPGRADE.matcher(text);
            if (upgrade.find()) {
                isWebSocket = true;
                var all = recent.toByteArray();
                frames.onBytes(all, upgrade.end(), all.length - upgrade.end());
            } else if (recent.size() > MAX_HEAD) {
                var last = recent.toByteArray();
                recent.reset();
                recent.write(last, last.length - MAX_HEAD / 2, MAX_HEAD / 2);
            }
        }

        private void http(byte[] data, int length) {
            var seen = Arrays.copyOf(data, length);
            var line = line();
            line.put("bytes", Base64.getEncoder().encodeToString(seen));
            http.write(line, seen);
        }

        private void message(boolean isText, byte[] content) {
            var line = line();
            var text = new String(content, StandardCharsets.UTF_8);
            if (!isText) {
                line.put("binary", Base64.getEncoder().encodeToString(content));
                messages.write(line, content);
                return;
            }
            line.put("text", text);
            var opaque = OPAQUE.matcher(text);
            var decoded = opaque.find() ? Base64.getUrlDecoder().decode(opaque.group(1)) : NOTHING;
            messages.write(line, content, decoded);
        }

        private Map<String, Object> line() {
            var line = new TreeMap<String, Object>();
            line.put("connection", number);
            line.put("way", way);
            return line;
        }
    }

    private static final byte[] NOTHING = {};

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
