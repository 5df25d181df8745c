package com.exorlive.meeting.core.identityprovider;

import java.util.Optional;
import java.util.regex.Pattern;

/// Names an identity provider of an organisation: also the end of its redirect URI, so that no
/// provider's answer can be taken for another's.
public record IdentityProviderId(String value) {
    private static final Pattern ALLOWED = Pattern.compile("idp-[A-Za-z0-9_-]{1,36}");

    public IdentityProviderId {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException("not an IdentityProviderId");
        }
    }

    /// What came from outside, if it can be one at all.
    public static Optional<IdentityProviderId> parse(String text) {
        return ALLOWED.matcher(text).matches()
                ? Optional.of(new IdentityProviderId(text))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
