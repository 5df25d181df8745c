package com.exorlive.meeting.edge;

import java.util.regex.Pattern;

/// What a signed JWT looks like before anybody parses it: three parts of base64url to the letter
/// (RFC 7515 section 7.1), the first two of which are JSON objects. The parser behind it passes
/// over letters that are none, and breaks on a header that is `null`.
public final class CompactJwt {
    /// `{` is `e`, and then one of sixteen letters.
    private static final Pattern FORM =
            Pattern.compile(
                    "e[w-z0-9_-][A-Za-z0-9_-]*\\.e[w-z0-9_-][A-Za-z0-9_-]*\\.[A-Za-z0-9_-]+");

    private CompactJwt() {}

    public static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }
}
