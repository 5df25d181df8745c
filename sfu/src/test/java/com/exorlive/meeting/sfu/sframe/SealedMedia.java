package com.exorlive.meeting.sfu.sframe;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/// Frames and messages of one pairing as docs/e2ee.md has them, written from that text: a second
/// implementation beside the web client's. Knows nothing of replay. For tests, and for frames of
/// the right shape in load tests.
final class SealedMedia {
    private static final int SUITE = 5;
    private static final byte[] OPUS = HexFormat.of().parseHex("f8");
    private static final byte[] DELTA = HexFormat.of().parseHex("1101000000000000000000");
    private static final byte[] KEY = HexFormat.of().parseHex("1001009d012a");
    private static final int SIZE_BYTES = 4;
    private static final int PARTITION_BYTES = 8;

    private final byte[] baseKey;
    private final int generation;
    private final String meetingId;
    private final byte[] pairingId;

    SealedMedia(byte[] baseKey, int generation, String meetingId, byte[] pairingId) {
        this.baseKey = baseKey.clone();
        this.generation = generation;
        this.meetingId = meetingId;
        this.pairingId = pairingId.clone();
    }

    int kid(int ctx, int sender) {
        return ctx << 5 | sender << 4 | generation;
    }

    SframeKey key(int ctx, int sender) {
        return SframeKey.derive(SUITE, baseKey, BigInteger.valueOf(kid(ctx, sender)));
    }

    byte[] seal(int ctx, int sender, long ctr, byte[] plaintext) {
        byte[] prefix = isMessage(ctx) ? new byte[0] : prefixFor(ctx, plaintext);
        var counter = BigInteger.valueOf(ctr);
        byte[] header = new SframeHeader(BigInteger.valueOf(kid(ctx, sender)), counter).encoded();
        byte[] aad = join(header, isMessage(ctx) ? messageMetadata(ctx) : prefix);
        return join(prefix, header, key(ctx, sender).seal(counter, aad, plaintext));
    }

    /// What `sender` sealed for this ctx.
    byte[] open(int ctx, int sender, byte[] data) throws RefusedException {
        byte[] prefix = isMessage(ctx) ? new byte[0] : prefixOf(ctx, data);
        var rest = ByteBuffer.wrap(data, prefix.length, data.length - prefix.length).slice();
        var header = SframeHeader.read(rest);
        if (!header.kid().equals(BigInteger.valueOf(kid(ctx, sender)))) {
            throw new RefusedException("unknownKid");
        }
        byte[] sealed = new byte[rest.remaining()];
        rest.get(sealed);
        byte[] aad = join(header.encoded(), isMessage(ctx) ? messageMetadata(ctx) : prefix);
        return key(ctx, sender).open(header.ctr(), aad, sealed);
    }

    private static boolean isMessage(int ctx) {
        return ctx >= 4;
    }

    private static boolean isSound(int ctx) {
        return ctx == 0 || ctx == 3;
    }

    private static boolean isDelta(byte[] frame) {
        return (frame[0] & 1) == 1;
    }

    private static byte[] prefixFor(int ctx, byte[] frame) {
        if (isSound(ctx)) {
            return OPUS;
        }
        return isDelta(frame) ? DELTA : keyPrefix(frame);
    }

    /// The size of the picture lies at the same place in a real key frame and in the prefix.
    private static byte[] keyPrefix(byte[] frame) {
        byte[] size = Arrays.copyOfRange(frame, KEY.length, KEY.length + SIZE_BYTES);
        return join(KEY, size, new byte[PARTITION_BYTES]);
    }

    private static byte[] prefixOf(int ctx, byte[] data) throws RefusedException {
        byte[] expected = prefixFor(ctx, Arrays.copyOf(data, Math.max(data.length, 18)));
        if (!Arrays.equals(expected, Arrays.copyOf(data, expected.length))) {
            throw new RefusedException("badFormat");
        }
        return expected;
    }

    private byte[] messageMetadata(int ctx) {
        return join(
                prefixed((ctx == 4 ? "chat" : "control").getBytes(StandardCharsets.UTF_8)),
                prefixed(meetingId.getBytes(StandardCharsets.UTF_8)),
                prefixed(pairingId));
    }

    private static byte[] prefixed(byte[] value) {
        return join(ByteBuffer.allocate(4).putInt(value.length).array(), value);
    }

    private static byte[] join(byte[]... parts) {
        var joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
