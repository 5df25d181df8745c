package com.exorlive.meeting.core.seal;

import java.nio.charset.StandardCharsets;

/// Where a sealed text belongs. It is bound to the seal, so that a text moved to another row or
/// column, or brought back from an older version of the row, does not open.
///
/// @param version of what is in the row, where the row counts it; else 1
public record Place(String table, String row, String column, int version) {
    /// Lowers to another format if what is sealed ever changes its form.
    private static final String FORMAT = "1";

    private static final char BETWEEN = '\u001f';

    public Place {
        if ((table + row + column).indexOf(BETWEEN) >= 0) {
            throw new IllegalArgumentException("not a Place");
        }
    }

    byte[] associatedData() {
        var text = FORMAT + BETWEEN + table + BETWEEN + row + BETWEEN + column + BETWEEN + version;
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
