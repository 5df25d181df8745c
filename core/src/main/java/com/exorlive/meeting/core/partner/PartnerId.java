package com.exorlive.meeting.core.partner;

import java.util.Optional;
import java.util.regex.Pattern;

/// Names a partner: also its OAuth 2.0 `client_id`, and the subject of its tokens.
public record PartnerId(String value) {
    private static final Pattern ALLOWED = Pattern.compile("partner-[A-Za-z0-9_-]{1,32}");

    public PartnerId {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException("not a PartnerId");
        }
    }

    /// What came from outside, if it can be one at all.
    public static Optional<PartnerId> parse(String text) {
        return ALLOWED.matcher(text).matches()
                ? Optional.of(new PartnerId(text))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
