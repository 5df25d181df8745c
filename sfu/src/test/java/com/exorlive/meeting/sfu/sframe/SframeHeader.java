package com.exorlive.meeting.sfu.sframe;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/// The header of RFC 9605 section 4.3. Both numbers are unsigned.
record SframeHeader(BigInteger kid, BigInteger ctr) {
    private static final BigInteger EIGHT = BigInteger.valueOf(8);

    byte[] encoded() {
        byte[] kidBytes = bytes(kid);
        byte[] ctrBytes = bytes(ctr);
        return ByteBuffer.allocate(1 + kidBytes.length + ctrBytes.length)
                .put((byte) (code(kid, kidBytes) << 4 | code(ctr, ctrBytes)))
                .put(kidBytes)
                .put(ctrBytes)
                .array();
    }

    /// Leaves the buffer behind the header.
    static SframeHeader read(ByteBuffer from) throws RefusedException {
        if (!from.hasRemaining()) {
            throw new RefusedException("badFormat");
        }
        int first = Byte.toUnsignedInt(from.get());
        return new SframeHeader(number(first >> 4, from), number(first & 0x0f, from));
    }

    private static BigInteger number(int code, ByteBuffer from) throws RefusedException {
        if (code < 8) {
            return BigInteger.valueOf(code);
        }
        byte[] bytes = new byte[code - 7];
        if (from.remaining() < bytes.length) {
            throw new RefusedException("badFormat");
        }
        from.get(bytes);
        var number = new BigInteger(1, bytes);
        if (bytes(number).length != bytes.length) {
            throw new RefusedException("badFormat");
        }
        return number;
    }

    private static byte[] bytes(BigInteger number) {
        if (number.compareTo(EIGHT) < 0) {
            return new byte[0];
        }
        byte[] signed = number.toByteArray();
        byte[] bytes = new byte[(number.bitLength() + 7) / 8];
        System.arraycopy(signed, signed.length - bytes.length, bytes, 0, bytes.length);
        return bytes;
    }

    private static int code(BigInteger number, byte[] bytes) {
        return bytes.length == 0 ? number.intValueExact() : 8 | (bytes.length - 1);
    }
}
