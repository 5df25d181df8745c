package com.exorlive.meeting.core.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// AD-07: an organisation's looks stay readable, and its logo is a picture.
final class ContrastTest {
    @ParameterizedTest
    @CsvSource({
        "#000000, #ffffff, 21",
        "#ffffff, #ffffff, 1",
        "#777777, #ffffff, 4.48",
        "#767676, #ffffff, 4.54",
        "#0b5c76, #ffffff, 7.5",
    })
    void theRatioIsThatOfWcag(String one, String other, double ratio) {
        assertThat(Contrast.between(one, other)).isCloseTo(ratio, within(0.05));
        assertThat(Contrast.between(other, one)).isCloseTo(ratio, within(0.05));
    }

    @Test
    void aColourMustBeReadableOnEachGroundOfItsScheme() {
        assertThat(Contrast.isReadableOnLight("#0b5c76")).isTrue();
        assertThat(Contrast.isReadableOnLight("#767676")).as("on the page behind").isFalse();
        assertThat(Contrast.isReadableOnLight("#ffee00")).isFalse();
        assertThat(Contrast.isReadableOnDark("#84cbe0")).isTrue();
        assertThat(Contrast.isReadableOnDark("#0b5c76")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "image/png, iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk, true",
        "image/jpeg, iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk, false",
        "image/png, iVBORw0KGgoAAAANSUhEUgAA//8AAAABCAYAAAAfFcSJAAAADUlEQVR42mNk, false",
        "image/png, iVBORw0KGgo=, false",
        "image/jpeg, /9j/4AAEAAD/wAARCAAQABADASIAAhEBAxEB, true",
        "image/jpeg, /9j/4AAEAAD/wAARCP//ABADASIAAhEBAxEB, false",
        "image/jpeg, /9j/4A==, false",
        "image/svg+xml, PHN2Zy8+, false",
        "image/png, not base64, false",
    })
    void aLogoIsASmallPngOrJpeg(String type, String content, boolean isOne) {
        assertThat(Logo.read(type, content).isPresent()).isEqualTo(isOne);
    }

    @Test
    void aLogoIsNotLargerThanItMayBe() {
        var bytes = new byte[Logo.MAX_BYTES + 1];
        var head = Base64.getDecoder().decode("/9j/4AAEAAD/wAARCAAQABADASIAAhEBAxEB");
        System.arraycopy(head, 0, bytes, 0, head.length);
        assertThat(Logo.read("image/jpeg", Base64.getEncoder().encodeToString(bytes))).isEmpty();
    }
}
