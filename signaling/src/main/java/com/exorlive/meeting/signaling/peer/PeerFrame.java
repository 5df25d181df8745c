package com.exorlive.meeting.signaling.peer;

import com.exorlive.meeting.signaling.protocol.CloseCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// What two nodes say to each other about the sockets of pages. A socket has a number, given by the
/// node that the page called.
sealed interface PeerFrame {
    /// Every frame but the signs of life is about one socket.
    int stream();

    /// A page with a good ticket has come.
    record Hello(int stream, String grant) implements PeerFrame {}

    /// A page that lost its socket has come.
    record Resume(int stream, String sid, String token, long ack) implements PeerFrame {}

    /// The page said something.
    record Said(int stream, String text) implements PeerFrame {}

    /// The page's socket is gone.
    record Lost(int stream) implements PeerFrame {}

    /// What became of a page that had come.
    record Came(int stream, Outcome outcome) implements PeerFrame {}

    enum Outcome {
        OPEN,
        UNKNOWN,
        BUSY
    }

    /// To the page.
    record Send(int stream, String text, boolean isAhead) implements PeerFrame {}

    /// The page's socket is to be closed.
    record Close(int stream, CloseCode code, boolean isAfterSending) implements PeerFrame {}

    /// So many more frames of the page may come.
    record Credit(int stream, int frames) implements PeerFrame {}

    /// A sign of life.
    ///
    /// @param isReady whether the node may let people in
    record Alive(boolean isReady) implements PeerFrame {
        @Override
        public int stream() {
            return 0;
        }
    }

    default byte[] write() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            switch (this) {
                case Hello(var stream, var grant) -> text(head(out, 1, stream), grant);
                case Resume(var stream, var sid, var token, var ack) -> {
                    head(out, 2, stream).writeLong(ack);
                    out.writeUTF(sid);
                    out.writeUTF(token);
                }
                case Said(var stream, var text) -> text(head(out, 3, stream), text);
                case Lost(var stream) -> head(out, 4, stream);
                case Came(var stream, var outcome) -> head(out, 5, stream).writeUTF(outcome.name());
                case Send(var stream, var text, var isAhead) -> {
                    head(out, 6, stream).writeBoolean(isAhead);
                    text(out, text);
                }
                case Close(var stream, var code, var isAfterSending) -> {
                    head(out, 7, stream).writeBoolean(isAfterSending);
                    out.writeUTF(code.name());
                }
                case Credit(var stream, var frames) -> head(out, 8, stream).writeInt(frames);
                case Alive(var isReady) -> head(out, 9, 0).writeBoolean(isReady);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory has no faults", e);
        }
        return bytes.toByteArray();
    }

    private static DataOutputStream head(DataOutputStream out, int type, int stream)
            throws IOException {
        out.writeByte(type);
        out.writeInt(stream);
        return out;
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /// @throws IOException if no node of ours wrote this
    static PeerFrame read(byte[] bytes) throws IOException {
        var in = new DataInputStream(new ByteArrayInputStream(bytes));
        try {
            int type = in.readByte();
            int stream = in.readInt();
            return switch (type) {
                case 1 -> new Hello(stream, text(in));
                case 2 -> {
                    long ack = in.readLong();
                    yield new Resume(stream, in.readUTF(), in.readUTF(), ack);
                }
                case 3 -> new Said(stream, text(in));
                case 4 -> new Lost(stream);
                case 5 -> new Came(stream, Outcome.valueOf(in.readUTF()));
                case 6 -> {
                    boolean isAhead = in.readBoolean();
                    yield new Send(stream, text(in), isAhead);
                }
                case 7 -> {
                    boolean isAfterSending = in.readBoolean();
                    yield new Close(stream, CloseCode.valueOf(in.readUTF()), isAfterSending);
                }
                case 8 -> new Credit(stream, in.readInt());
                case 9 -> new Alive(in.readBoolean());
                default -> throw new IOException("a frame of type " + type);
            };
        } catch (IllegalArgumentException e) {
            throw new IOException("a frame that makes no sense", e);
        }
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
}
