package com.exorlive.meeting.core.administration;

import java.util.List;

/// Whether a colour can be read on the grounds of our pages: WCAG 2.2, success criterion 1.4.3.
final class Contrast {
    static final double READABLE = 4.5;

    /// The sheet and the page behind it, as the web client's tokens have them.
    private static final List<String> LIGHT_GROUNDS = List.of("#ffffff", "#f6f5f1");

    private static final List<String> DARK_GROUNDS = List.of("#182125", "#0f1619");

    private Contrast() {}

    static boolean isReadableOnLight(String colour) {
        return LIGHT_GROUNDS.stream().allMatch(ground -> between(colour, ground) >= READABLE);
    }

    static boolean isReadableOnDark(String colour) {
        return DARK_GROUNDS.stream().allMatch(ground -> between(colour, ground) >= READABLE);
    }

    /// From 1 to 21. Both like `#0a5c5c`.
    static double between(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String colour) {
        return 0.2126 * channel(colour, 1)
                + 0.7152 * channel(colour, 3)
                + 0.0722 * channel(colour, 5);
    }

    private static double channel(String colour, int at) {
        double value = Integer.parseInt(colour.substring(at, at + 2), 16) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
