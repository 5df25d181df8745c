package com.exorlive.meeting.core.identityprovider;

import com.nimbusds.jose.jwk.RSAKey;

/// Keys that no provider publishes.
final class FakeProviderKeys {
    private static final RSAKey KEY = FakeProvider.key("unpublished");

    private FakeProviderKeys() {}

    static RSAKey unpublished(int number) {
        return new RSAKey.Builder(KEY).keyID("unpublished-" + number).build();
    }
}
