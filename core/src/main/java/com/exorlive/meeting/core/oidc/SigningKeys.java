package com.exorlive.meeting.core.oidc;

import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.database.Times;
import com.exorlive.meeting.core.signin.Pepper;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// The keys that this issuer signs with: the table `signing_key`. The newest signs, all are
/// published, so that a new one can be brought in while tokens of the old one live. Kept in the
/// database, sealed under the pepper, so that a restart makes no token invalid. Thread-safe: never
/// changes once loaded.
public final class SigningKeys {
    private final List<ECKey> newestFirst;

    private SigningKeys(List<ECKey> newestFirst) {
        this.newestFirst = List.copyOf(newestFirst);
    }

    /// Reads the keys, and makes the first one if there is none.
    ///
    /// @throws IllegalStateException if the pepper is not the one that they were sealed with
    public static SigningKeys load(Database database, Pepper pepper, InstantSource clock) {
        var sealKey = pepper.deriveKey("signing-key");
        return database.inTransaction(
                handle -> {
                    if (read(handle, sealKey).isEmpty()) {
                        add(handle, sealKey, clock.instant());
                    }
                    return new SigningKeys(read(handle, sealKey));
                });
    }

    ECKey current() {
        return newestFirst.getFirst();
    }

    /// Signs with the newest. The type keeps one kind of token from being taken for another (RFC
    /// 8725 section 3.11).
    SignedJWT sign(JOSEObjectType type, JWTClaimsSet claims) {
        var key = current();
        var header =
                new JWSHeader.Builder(JWSAlgorithm.ES256).type(type).keyID(key.getKeyID()).build();
        var jwt = new SignedJWT(header, claims);
        try {
            jwt.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("a token could not be signed", e);
        }
        return jwt;
    }

    /// All of them, without what only we may know.
    JWKSet published() {
        return new JWKSet(newestFirst.stream().map(key -> (JWK) key.toPublicJWK()).toList());
    }

    /// Brings in a new key: it signs from the next start on, the older ones go on verifying.
    static void add(Handle handle, byte[] sealKey, Instant now) {
        try {
            var key =
                    new ECKeyGenerator(Curve.P_256)
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(JWSAlgorithm.ES256)
                            .keyIDFromThumbprint(true)
                            .generate();
            var box =
                    new JWEObject(
                            new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A256GCM),
                            new Payload(key.toJSONString()));
            box.encrypt(new DirectEncrypter(sealKey));
            handle.createUpdate(
                            "insert into signing_key (kid, sealed_jwk, created_at)"
                                    + " values (:kid, :sealed, :now)")
                    .bind("kid", key.getKeyID())
                    .bind("sealed", box.serialize())
                    .bind("now", Times.write(now))
                    .execute();
        } catch (JOSEException e) {
            throw new IllegalStateException("no signing key could be made", e);
        }
    }

    private static List<ECKey> read(Handle handle, byte[] sealKey) {
        return handle
                .createQuery("select sealed_jwk from signing_key order by created_at desc, kid")
                .mapTo(String.class)
                .list()
                .stream()
                .map(text -> open(text, sealKey))
                .toList();
    }

    private static ECKey open(String text, byte[] sealKey) {
        try {
            var jwe = JWEObject.parse(text);
            jwe.decrypt(new DirectDecrypter(sealKey));
            return ECKey.parse(jwe.getPayload().toString());
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException(
                    "the signing keys in the database can't be opened with this pepper", e);
        }
    }
}
