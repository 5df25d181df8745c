package com.exorlive.meeting.signaling;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A WebSocket client without manners: writes any bytes, and reads only when told to.
final class RawSocket implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    final String answer;

    /// One frame of the server.
    ///
    /// @param closeCode what the first two bytes say, if it is a close frame
    record Frame(int opcode, int closeCode, String text) {}

    /// Connects and sends these header lines after the request line.
    RawSocket(int port, String method, String... headers) throws IOException {
        socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.setSoTimeout(15_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
        var request = new StringBuilder(method + " /api/ws HTTP/1.1\r\nHost: localhost\r\n");
        for (var header : headers) {
            request.append(header).append("\r\n");
        }
        write(request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        answer = head();
    }

    static RawSocket open(int port) throws IOException {
        return new RawSocket(port, "GET", upgrade("Origin: " + TestNode.ORIGIN));
    }

    /// The lines of a good upgrade, and these.
    static String[] upgrade(String... more) {
        var lines =
                new ArrayList<>(
                        List.of(
                                "Connection: Upgrade",
                                "Upgrade: websocket",
                                "Sec-WebSocket-Version: 13",
                                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                                "Sec-WebSocket-Protocol: meet.v1"));
        lines.addAll(List.of(more));
        return lines.toArray(String[]::new);
    }

    private String head() throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
            head.write(in.readByte());
        }
        return head.toString(StandardCharsets.UTF_8);
    }

    int status() {
        return Integer.parseInt(answer.substring(9, 12));
    }

    void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    void text(String text) throws IOException {
        write(frame(0x81, text.getBytes(StandardCharsets.UTF_8), true));
    }

    /// A frame with any first byte (RFC 6455 section 5.2), masked with zeros or not at all.
    static byte[] frame(int firstByte, byte[] payload, boolean masked) {
        var frame = new ByteArrayOutputStream();
        frame.write(firstByte);
        int mask = masked ? 0x80 : 0;
        if (payload.length < 126) {
            frame.write(mask | payload.length);
        } else if (payload.length < 65_536) {
            frame.write(mask | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(mask | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        if (masked) {
            frame.writeBytes(new byte[4]);
        }
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    Frame read() throws IOException {
        int first = in.readUnsignedByte();
        long length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        var payload = new byte[(int) length];
        in.readFully(payload);
        int code = length < 2 ? -1 : ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
        return new Frame(first & 0x0f, code, new String(payload, StandardCharsets.UTF_8));
    }

    /// Until the server has the socket, which is a moment after it has said so (101).
    void awaitOpened() throws IOException {
        write(frame(0x89, new byte[0], true));
        while (read().opcode() != 10) {}
    }

    /// The next text frame; pings are let go.
    Frame readText() throws IOException {
        var frame = read();
        while (frame.opcode() != 1) {
            frame = read();
        }
        return frame;
    }

    /// Reads to the close frame.
    int readCloseCode() throws IOException {
        while (true) {
            try {
                var frame = read();
                if (frame.opcode() == 8) {
                    return frame.closeCode();
                }
            } catch (EOFException _) {
                return -1;
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
