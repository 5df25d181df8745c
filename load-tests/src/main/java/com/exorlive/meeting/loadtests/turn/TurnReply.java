package com.exorlive.meeting.loadtests.turn;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/// What a TURN server answered. Valid until the array is used again.
final class TurnReply {
    private static final int HEADER = 20;
    private static final int ERROR_CODE = 0x0009;

    private final byte[] data;
    private final int length;
    private final ByteBuffer message;

    private TurnReply(byte[] data, int length) {
        this.data = data;
        this.length = length;
        this.message = ByteBuffer.wrap(data, 0, length);
    }

    /// Empty unless it is a whole message of STUN.
    static Optional<TurnReply> read(byte[] data, int length) {
        boolean isWhole =
                length >= HEADER
                        && (data[0] & 0xC0) == 0
                        && ByteBuffer.wrap(data).getShort(2) == length - HEADER;
        return isWhole ? Optional.of(new TurnReply(data, length)) : Optional.empty();
    }

    int type() {
        return message.getShort(0);
    }

    boolean answers(byte[] transaction) {
        return Arrays.equals(data, 8, HEADER, transaction, 0, transaction.length);
    }

    Optional<byte[]> attribute(int type) {
        int at = HEADER;
        while (at + 4 <= length) {
            int size = Short.toUnsignedInt(message.getShort(at + 2));
            int end = at + 4 + size;
            if (end > length) {
                return Optional.empty();
            }
            if (Short.toUnsignedInt(message.getShort(at)) == type) {
                return Optional.of(Arrays.copyOfRange(data, at + 4, end));
            }
            at = end + (4 - size % 4) % 4;
        }
        return Optional.empty();
    }

    /// 0 if there is none.
    int error() {
        return attribute(ERROR_CODE)
                .filter(value -> value.length >= 4)
                .map(value -> (value[2] & 7) * 100 + value[3])
                .orElse(0);
    }
}
