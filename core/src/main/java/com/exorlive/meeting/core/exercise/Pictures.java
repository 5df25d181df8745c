package com.exorlive.meeting.core.exercise;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/// Makes an uploaded picture into one that says nothing but what it shows: its pixels are read and
/// written anew, so that no place, camera, name or stowaway stays. Turned as the camera was held,
/// and no larger than a screen shows.
final class Pictures {
    /// A bomb is small as a file and large as pixels: this many cost 160 MB for a moment.
    private static final long MAX_PIXELS = 40_000_000;

    private static final int MAX_SIDE = 1600;

    private Pictures() {}

    /// @return empty if it is none that can be read
    static Optional<byte[]> clean(MediaType type, byte[] bytes) {
        return switch (type) {
            case JPEG -> repaint(bytes, type, ExifOrientation.of(bytes));
            case PNG -> repaint(bytes, type, 1);
            case WEBP -> WebpChunks.withoutMetadata(bytes);
            case WEBM, MP4 -> Optional.empty();
        };
    }

    private static Optional<byte[]> repaint(byte[] bytes, MediaType type, int orientation) {
        try {
            var image = read(bytes, type);
            if (image.isEmpty()) {
                return Optional.empty();
            }
            var painted = paint(image.get(), orientation, type == MediaType.PNG);
            var out = new ByteArrayOutputStream();
            ImageIO.write(painted, type == MediaType.PNG ? "png" : "jpeg", out);
            return Optional.of(out.toByteArray());
        } catch (IOException | RuntimeException _) {
            // ImageIO answers broken pictures with whatever it stumbles over.
            return Optional.empty();
        }
    }

    private static Optional<BufferedImage> read(byte[] bytes, MediaType type) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByMIMEType(type.wireName()).next();
        try (var in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            reader.setInput(in, true, true);
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            return pixels > MAX_PIXELS ? Optional.empty() : Optional.of(reader.read(0));
        } finally {
            reader.dispose();
        }
    }

    private static BufferedImage paint(BufferedImage image, int orientation, boolean seeThrough) {
        boolean lies = orientation >= 5;
        int width = lies ? image.getHeight() : image.getWidth();
        int height = lies ? image.getWidth() : image.getHeight();
        double scale = Math.min(1, MAX_SIDE / (double) Math.max(width, height));
        var painted =
                new BufferedImage(
                        Math.max(1, (int) Math.round(width * scale)),
                        Math.max(1, (int) Math.round(height * scale)),
                        seeThrough ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = painted.createGraphics();
        pen.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        pen.scale(scale, scale);
        pen.drawImage(image, upright(orientation, image.getWidth(), image.getHeight()), null);
        pen.dispose();
        return painted;
    }

    /// EXIF 2.32, tag 274: how the stored rows and columns are meant.
    private static AffineTransform upright(int orientation, int width, int height) {
        return switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
    }
}
