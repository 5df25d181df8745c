package com.exorlive.meeting.standalone.tap;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// Reads WebSocket frames (RFC 6455 section 5.2) of one direction out of a stream that comes in
/// pieces. Confined to its connection's pump.
final class FrameReader {
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int MAX_MESSAGE = 1 << 20;

    /// Takes whole messages.
    @FunctionalInterface
    interface Sink {
        void message(boolean isText, byte[] content);
    }

    private final Sink sink;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private byte[] pending = new byte[0];
    private int opcode;

    FrameReader(Sink sink) {
        this.sink = sink;
    }

    void onBytes(byte[] data, int from, int length) {
        var all = new byte[pending.length + length];
        System.arraycopy(pending, 0, all, 0, pending.length);
        System.arraycopy(data, from, all, pending.length, length);
        int at = 0;
        for (int used = frame(all, at); used > 0; used = frame(all, at)) {
            at += used;
        }
        pending = Arrays.copyOfRange(all, at, all.length);
        if (pending.length > MAX_MESSAGE) {
            throw new IllegalStateException("no end of a frame in sight");
        }
    }

    /// @return how many bytes the frame at `at` has; 0 if it is not all there
    private int frame(byte[] data, int at) {
        int left = data.length - at;
        if (left < 2) {
            return 0;
        }
        boolean isLast = (data[at] & 0x80) != 0;
        boolean isMasked = (data[at + 1] & 0x80) != 0;
        int shortLength = data[at + 1] & 0x7F;
        int lengthBytes = shortLength == 126 ? 2 : shortLength == 127 ? 8 : 0;
        int head = 2 + lengthBytes + (isMasked ? 4 : 0);
        if (left < head) {
            return 0;
        }
        long length = lengthBytes == 0 ? shortLength : number(data, at + 2, lengthBytes);
        if (length > MAX_MESSAGE) {
            throw new IllegalStateException("a frame of " + length);
        }
        if (left < head + length) {
            return 0;
        }
        var payload = Arrays.copyOfRange(data, at + head, at + head + (int) length);
        if (isMasked) {
            for (int i = 0; i < payload.length; i++) {
                payload[i] = (byte) (payload[i] ^ data[at + head - 4 + (i & 3)]);
            }
        }
        onFrame(data[at] & 0x0F, isLast, payload);
        return head + (int) length;
    }

    private void onFrame(int code, boolean isLast, byte[] payload) {
        if (code == TEXT || code == BINARY) {
            opcode = code;
            message.reset();
        }
        if (code == TEXT || code == BINARY || code == CONTINUATION) {
            message.writeBytes(payload);
            if (isLast) {
                sink.message(opcode == TEXT, message.toByteArray());
            }
        }
    }

    private static long number(byte[] data, int at, int count) {
        long number = 0;
        for (int i = 0; i < count; i++) {
            number = number << 8 | (data[at + i] & 0xFF);
        }
        return number;
    }
}
