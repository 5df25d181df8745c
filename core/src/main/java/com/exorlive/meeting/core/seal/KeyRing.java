package com.exorlive.meeting.core.seal;

import com.exorlive.meeting.core.database.RandomIds;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/// An organisation's keys, unwrapped: the ring that wraps persons' keys, and the key of its search
/// index. Immutable.
final class KeyRing {
    private static final int KEY_BYTES = 32;

    private final String holder;
    private final KeysetHandle keyset;
    private final Aead aead;
    private final byte[] indexKey;

    private KeyRing(String holder, KeysetHandle keyset, byte[] indexKey) {
        this.holder = holder;
        this.keyset = keyset;
        this.indexKey = indexKey;
        try {
            this.aead = keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyRing fresh(String holder) {
        return new KeyRing(holder, Rings.fresh(), RandomIds.bytes(KEY_BYTES));
    }

    /// As it is in the database.
    record Wrapped(String holder, String keyset, String indexKey) {}

    /// @throws GeneralSecurityException if this master key did not wrap it
    static KeyRing unwrap(Wrapped row, Aead master) throws GeneralSecurityException {
        var keyset =
                TinkProtoKeysetFormat.parseEncryptedKeyset(
                        bytes(row.keyset()),
                        master,
                        context(row.holder(), "keyset"),
                        RegistryConfiguration.get());
        var aead = keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
        return new KeyRing(
                row.holder(),
                keyset,
                aead.decrypt(bytes(row.indexKey()), context(row.holder(), "index_key")));
    }

    Wrapped wrapped(Aead master) {
        try {
            return new Wrapped(
                    holder,
                    text(
                            TinkProtoKeysetFormat.serializeEncryptedKeyset(
                                    keyset,
                                    master,
                                    context(holder, "keyset"),
                                    RegistryConfiguration.get())),
                    text(aead.encrypt(indexKey, context(holder, "index_key"))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key ring could not be wrapped", e);
        }
    }

    /// With a new key, which wraps from now on; the one before can still be read.
    KeyRing renewed() {
        return new KeyRing(holder, Rings.renewed(keyset), indexKey);
    }

    BlindIndex index() {
        return new BlindIndex(indexKey);
    }

    /// The number of the key that wraps now.
    int currentKey() {
        return keyset.getPrimary().getId();
    }

    String wrapKey(String owner, byte[] key) {
        try {
            return text(aead.encrypt(key, personKey(owner)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a person's key could not be wrapped", e);
        }
    }

    /// @throws SealException if this ring did not wrap it for this owner
    byte[] unwrapKey(String owner, String wrapped) {
        try {
            return aead.decrypt(bytes(wrapped), personKey(owner));
        } catch (GeneralSecurityException e) {
            throw new SealException("a person's key is not under its organisation's ring", e);
        }
    }

    static int keyIdOf(String wrapped) {
        return Rings.keyIdOf(bytes(wrapped));
    }

    private static byte[] personKey(String owner) {
        return new Place("person_key", owner, "wrapped", 1).associatedData();
    }

    private static byte[] context(String holder, String column) {
        return new Place("key_ring", holder, column, 1).associatedData();
    }

    private static byte[] bytes(String text) {
        return Base64.getUrlDecoder().decode(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "KeyRing[" + holder + "]";
    }
}
