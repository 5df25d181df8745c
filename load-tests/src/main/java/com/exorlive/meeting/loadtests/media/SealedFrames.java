package com.exorlive.meeting.loadtests.media;

import java.util.Random;

/// Bytes that look like what the web client sends (docs/e2ee.md): the constant beginning, an SFrame
/// header, and then what nobody can tell from noise, made once and cut at another place for each
/// frame. Confined to one thread after it was made; never changed.
final class SealedFrames {
    static final int DELTA_PREFIX = 11;
    static final int KEY_PREFIX = 18;
    static final int AUDIO_PREFIX = 1;
    static final int SFRAME_HEADER = 5;

    private static final int NOISE = 64 * 1024;
    private static final byte[] KEY = {0x10, 0x02, 0x00, (byte) 0x9d, 0x01, 0x2a};

    /// An odd step visits every offset.
    private static final int STEP = 977;

    private final byte[] noise = new byte[NOISE];

    SealedFrames(long seed) {
        new Random(seed).nextBytes(noise);
    }

    void fill(byte[] packet, int from, int length, long number) {
        int offset = (int) (number * STEP % (NOISE - 2048));
        System.arraycopy(noise, offset, packet, from, length);
    }

    /// The beginning of a picture.
    ///
    /// @return how many bytes it has
    static int beginVideo(byte[] packet, int at, boolean isKey, long counter) {
        int prefix = isKey ? KEY_PREFIX : DELTA_PREFIX;
        java.util.Arrays.fill(packet, at, at + prefix, (byte) 0);
        if (isKey) {
            System.arraycopy(KEY, 0, packet, at, KEY.length);
            // 1280 x 720, the lower byte first.
            packet[at + 6] = 0x00;
            packet[at + 7] = 0x05;
            packet[at + 8] = (byte) 0xd0;
            packet[at + 9] = 0x02;
        } else {
            packet[at] = 0x11;
            packet[at + 1] = 0x01;
        }
        sframeHeader(packet, at + prefix, 0x20, counter);
        return prefix + SFRAME_HEADER;
    }

    static int beginAudio(byte[] packet, int at, long counter) {
        packet[at] = (byte) 0xf8;
        sframeHeader(packet, at + AUDIO_PREFIX, 0x08, counter);
        return AUDIO_PREFIX + SFRAME_HEADER;
    }

    /// RFC 9605 section 4.3: key id of one byte, counter of three.
    private static void sframeHeader(byte[] packet, int at, int keyId, long counter) {
        packet[at] = (byte) 0x8A;
        packet[at + 1] = (byte) keyId;
        packet[at + 2] = (byte) (counter >>> 16);
        packet[at + 3] = (byte) (counter >>> 8);
        packet[at + 4] = (byte) counter;
    }
}
