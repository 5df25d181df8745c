package com.exorlive.meeting.core.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What stays of an uploaded picture, and what is none (CO-10).
final class CO10PicturesTest {
    private static BufferedImage cleaned(byte[] bytes) throws IOException {
        var type = MediaType.of(bytes).orElseThrow();
        var clean = Pictures.clean(type, bytes).orElseThrow();
        assertThat(SamplePictures.tellsThePlace(clean)).isFalse();
        return ImageIO.read(new ByteArrayInputStream(clean));
    }

    private static String colour(BufferedImage image, int x, int y) {
        var colour = new Color(image.getRGB(x, y));
        return colour.getRed() > colour.getBlue() ? "red" : "blue";
    }

    @Test
    void thePlaceWhereAPictureWasTakenIsGone() throws IOException {
        var phone = SamplePictures.jpegFromPhone(40, 20, 1);
        assertThat(SamplePictures.tellsThePlace(phone)).isTrue();
        var image = cleaned(phone);
        assertThat(image.getWidth()).isEqualTo(40);
        assertThat(colour(image, 5, 10)).isEqualTo("red");
    }

    /// The sample is red on the left: where that is when it stands upright.
    @ParameterizedTest
    @CsvSource({
        "1, 40, 20, red, blue", "2, 40, 20, blue, red", "3, 40, 20, blue, red",
        "6, 20, 40, red, red", "8, 20, 40, blue, blue", "5, 20, 40, red, red",
    })
    void aPictureStandsAsTheCameraWasHeld(
            int orientation, int width, int height, String topLeft, String topRight)
            throws IOException {
        var image = cleaned(SamplePictures.jpegFromPhone(40, 20, orientation));
        assertThat(image.getWidth()).isEqualTo(width);
        assertThat(image.getHeight()).isEqualTo(height);
        assertThat(colour(image, 2, 2)).isEqualTo(topLeft);
        assertThat(colour(image, width - 3, 2)).isEqualTo(topRight);
    }

    @Test
    void aLargePictureIsMadeAsLargeAsAScreenShows() throws IOException {
        var image = cleaned(SamplePictures.png(3200, 800));
        assertThat(image.getWidth()).isEqualTo(1600);
        assertThat(image.getHeight()).isEqualTo(400);
    }

    @Test
    void aWebpLosesEverythingButItsPixels() {
        var webp = SamplePictures.webp();
        assertThat(SamplePictures.tellsThePlace(webp)).isTrue();
        var clean = Pictures.clean(MediaType.WEBP, webp).orElseThrow();
        assertThat(SamplePictures.tellsThePlace(clean)).isFalse();
        assertThat(new String(clean, StandardCharsets.ISO_8859_1))
                .startsWith("RIFF")
                .contains("VP8L")
                .doesNotContain("EXIF");
        assertThat(ByteBuffer.wrap(clean).order(java.nio.ByteOrder.LITTLE_ENDIAN).getInt(4))
                .isEqualTo(clean.length - 8);
    }

    @Test
    void aBombIsNotUnfolded() {
        var png = SamplePictures.png(10, 10);
        ByteBuffer.wrap(png).putInt(16, 100_000).putInt(20, 100_000);
        assertThat(Pictures.clean(MediaType.PNG, png)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GIF89a",
                "<svg xmlns='http://www.w3.org/2000/svg'/>",
                "<html>",
                "%PDF-1.7",
                "\0\0\0\u0018ftypheic",
                "RIFF\0\0\0\0AVI "
            })
    void whatIsNeitherPictureNorVideoIsRefused(String bytes) {
        assertThat(MediaType.of(bytes.getBytes(StandardCharsets.ISO_8859_1))).isEmpty();
    }

    @Test
    void aBrokenPictureIsRefusedAtEveryLength() {
        var good = SamplePictures.jpegFromPhone(40, 20, 6);
        for (int length = 3; length < good.length / 2; length++) {
            var broken = java.util.Arrays.copyOf(good, length);
            assertThat(ExifOrientation.of(broken)).isBetween(1, 8);
            if (length < 150) {
                assertThat(Pictures.clean(MediaType.JPEG, broken)).isEmpty();
            }
        }
        var webp = SamplePictures.webp();
        for (int length = 12; length < 40; length++) {
            assertThat(Pictures.clean(MediaType.WEBP, java.util.Arrays.copyOf(webp, length)))
                    .isEmpty();
        }
    }
}
