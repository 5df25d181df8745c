package com.exorlive.meeting.core.exercise;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// How a camera was held: the one thing of a JPEG's EXIF data that its pixels are wrong without.
final class ExifOrientation {
    private static final int UPRIGHT = 1;
    private static final int APP1 = 0xffe1;
    private static final int START_OF_SCAN = 0xffda;
    private static final int TAG = 0x0112;
    private static final int ENTRY = 12;

    private ExifOrientation() {}

    /// 1 to 8; 1 if it isn't said, or can't be read.
    static int of(byte[] jpeg) {
        var bytes = ByteBuffer.wrap(jpeg);
        int at = 2;
        while (at + 4 <= jpeg.length) {
            int marker = bytes.getShort(at) & 0xffff;
            int length = bytes.getShort(at + 2) & 0xffff;
            if (marker < 0xff00 || marker == START_OF_SCAN || length < 2) {
                return UPRIGHT;
            }
            if (marker == APP1 && isExif(bytes, at + 4)) {
                return read(bytes, at + 10, Math.min(jpeg.length, at + 2 + length));
            }
            at += 2 + length;
        }
        return UPRIGHT;
    }

    private static boolean isExif(ByteBuffer bytes, int at) {
        return at + 6 <= bytes.capacity()
                && bytes.getInt(at) == 0x45786966
                && bytes.getShort(at + 4) == 0;
    }

    /// A TIFF header, and its first directory.
    private static int read(ByteBuffer bytes, int tiff, int end) {
        if (tiff + 8 > end) {
            return UPRIGHT;
        }
        bytes.order(
                bytes.getShort(tiff) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long directory = tiff + (bytes.getInt(tiff + 4) & 0xffffffffL);
        if (directory + 2 > end) {
            return UPRIGHT;
        }
        int at = (int) directory + 2;
        int entries = bytes.getShort((int) directory) & 0xffff;
        for (int i = 0; i < entries && at + ENTRY <= end; i++, at += ENTRY) {
            if ((bytes.getShort(at) & 0xffff) == TAG) {
                int said = bytes.getShort(at + 8) & 0xffff;
                return said >= 1 && said <= 8 ? said : UPRIGHT;
            }
        }
        return UPRIGHT;
    }
}
