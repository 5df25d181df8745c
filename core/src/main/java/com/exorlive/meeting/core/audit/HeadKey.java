package com.exorlive.meeting.core.audit;

import com.exorlive.meeting.core.database.RandomIds;
import com.exorlive.meeting.core.database.Times;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.Handle;

/// The Ed25519 key that signs the heads of the chain: the table `audit_key`, sealed under a key
/// that is not in the database. Thread-safe: never changes.
final class HeadKey {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final String name;
    private final PrivateKey key;
    private final String publicKey;

    private HeadKey(String name, PrivateKey key, String publicKey) {
        this.name = name;
        this.key = key;
        this.publicKey = publicKey;
    }

    /// Reads the key, and makes it if there is none.
    ///
    /// @param name whose it is, as stands in each head
    /// @throws IllegalStateException if it was sealed with another secret
    static HeadKey load(Handle handle, String name, byte[] sealKey, Instant now) {
        var row = find(handle, name);
        if (row.isEmpty()) {
            insert(handle, name, sealKey, now);
            row = find(handle, name);
        }
        return row.orElseThrow().open(sealKey);
    }

    private record Row(String name, String sealed, String publicKey) {
        HeadKey open(byte[] sealKey) {
            try {
                var bytes = Base64.getUrlDecoder().decode(sealed);
                var cipher = Cipher.getInstance("AES/GCM/NoPadding");
                cipher.init(
                        Cipher.DECRYPT_MODE,
                        new SecretKeySpec(sealKey, "AES"),
                        new GCMParameterSpec(TAG_BITS, bytes, 0, NONCE));
                cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
                var encoded = cipher.doFinal(bytes, NONCE, bytes.length - NONCE);
                var key =
                        KeyFactory.getInstance("Ed25519")
                                .generatePrivate(new PKCS8EncodedKeySpec(encoded));
                return new HeadKey(name, key, publicKey);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(
                        "the audit key in the database can't be opened with this pepper", e);
            }
        }
    }

    private static java.util.Optional<Row> find(Handle handle, String name) {
        return handle.createQuery("select * from audit_key where name = :name")
                .bind("name", name)
                .map(
                        (row, _) ->
                                new Row(
                                        row.getString("name"),
                                        row.getString("sealed_key"),
                                        row.getString("public_key")))
                .findOne();
    }

    private static void insert(Handle handle, String name, byte[] sealKey, Instant now) {
        try {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            var nonce = RandomIds.bytes(NONCE);
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(sealKey, "AES"),
                    new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
            var sealed = cipher.doFinal(pair.getPrivate().getEncoded());
            var both = Arrays.copyOf(nonce, nonce.length + sealed.length);
            System.arraycopy(sealed, 0, both, nonce.length, sealed.length);
            handle.createUpdate(
                            "insert into audit_key (name, sealed_key, public_key, created_at)"
                                    + " values (:name, :sealed, :public, :now)")
                    .bind("name", name)
                    .bind("sealed", LineHash.text(both))
                    .bind("public", LineHash.text(raw(pair.getPublic())))
                    .bind("now", Times.write(now))
                    .execute();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no audit key could be made", e);
        }
    }

    /// RFC 8410: the key itself is the last 32 bytes of the encoding.
    private static byte[] raw(PublicKey key) {
        var encoded = key.getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    }

    byte[] sign(String text) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a head could not be signed", e);
        }
    }

    HeadVerifierKey verifier() {
        return new HeadVerifierKey(name, publicKey);
    }

    @Override
    public String toString() {
        return "HeadKey[" + name + "]";
    }
}
