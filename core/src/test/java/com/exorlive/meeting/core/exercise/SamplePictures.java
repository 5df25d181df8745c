package com.exorlive.meeting.core.exercise;

import com.exorlive.meeting.core.video.Elements;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;

/// Pictures and videos made by the tests.
public final class SamplePictures {
    private static final String PLACE = "59.9139N 10.7522E";

    private SamplePictures() {}

    /// Its left half is red, its right half blue.
    public static byte[] jpeg(int width, int height) {
        return write(image(width, height), "jpeg");
    }

    static byte[] png(int width, int height) {
        return write(image(width, height), "png");
    }

    private static BufferedImage image(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setColor(Color.RED);
        pen.fillRect(0, 0, width / 2, height);
        pen.setColor(Color.BLUE);
        pen.fillRect(width / 2, 0, width - width / 2, height);
        pen.dispose();
        return image;
    }

    private static byte[] write(BufferedImage image, String format) {
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /// A JPEG as a phone makes it: with EXIF data that say how it was held, and where.
    static byte[] jpegFromPhone(int width, int height, int orientation) {
        var plain = jpeg(width, height);
        var text = PLACE.getBytes(StandardCharsets.US_ASCII);
        var exif = ByteBuffer.allocate(2 + 2 + 6 + 8 + 2 + 12 + 4 + text.length);
        exif.putShort((short) 0xffe1).putShort((short) (exif.capacity() - 2));
        exif.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        exif.putShort((short) 0x4949).order(ByteOrder.LITTLE_ENDIAN);
        exif.putShort((short) 42).putInt(8).putShort((short) 1);
        exif.putShort((short) 0x0112).putShort((short) 3).putInt(1);
        exif.putShort((short) orientation).putShort((short) 0);
        exif.putInt(0).put(text);
        return ByteBuffer.allocate(plain.length + exif.capacity())
                .put(plain, 0, 2)
                .put(exif.array())
                .put(plain, 2, plain.length - 2)
                .array();
    }

    static boolean tellsThePlace(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(PLACE);
    }

    /// A WebP with chunks of the right build, a promise of EXIF data, and the data.
    static byte[] webp() {
        var pixels = chunk("VP8L", new byte[] {0x2f, 1, 2, 3, 4, 5});
        var promise = chunk("VP8X", new byte[] {0x08, 0, 0, 0, 9, 0, 0, 9, 0, 0});
        var exif = chunk("EXIF", PLACE.getBytes(StandardCharsets.US_ASCII));
        var all =
                ByteBuffer.allocate(12 + promise.length + pixels.length + exif.length)
                        .order(ByteOrder.LITTLE_ENDIAN);
        all.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(all.capacity() - 8);
        all.put("WEBP".getBytes(StandardCharsets.US_ASCII)).put(promise).put(pixels).put(exif);
        return all.array();
    }

    private static byte[] chunk(String name, byte[] content) {
        return ByteBuffer.allocate(8 + content.length + (content.length & 1))
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .putInt(content.length)
                .put(content)
                .array();
    }

    /// A WebM that says nothing of its maker.
    public static byte[] webm(int size) {
        return Elements.recorded(size, false);
    }
}
