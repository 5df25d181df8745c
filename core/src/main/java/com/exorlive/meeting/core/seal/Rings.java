package com.exorlive.meeting.core.seal;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;

/// What is done to key sets, be it the master's or an organisation's.
final class Rings {
    private static final int ID_AT = 1;

    private Rings() {}

    static KeysetHandle fresh() {
        try {
            return KeysetHandle.generateNew(
                    PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no key could be made", e);
        }
    }

    /// With a new primary key, the primary before it, and none besides.
    static KeysetHandle renewed(KeysetHandle before) {
        try {
            var builder = KeysetHandle.newBuilder();
            builder.addEntry(
                    KeysetHandle.importKey(before.getPrimary().getKey())
                            .withFixedId(before.getPrimary().getId()));
            builder.addEntry(
                    KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                            .withRandomId()
                            .makePrimary());
            return builder.build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no new key could be made", e);
        }
    }

    /// Which key of its ring wrapped this: Tink's prefix says it (one byte, then the id).
    static int keyIdOf(byte[] wrapped) {
        return ByteBuffer.wrap(wrapped).getInt(ID_AT);
    }
}
