package com.exorlive.meeting.core.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;

/// Signs what this server states as a document: a compact JWS (RFC 7515), ES256, by a key of
/// `/oidc/jwks`. Thread-safe.
public final class Statements {
    private final SigningKeys keys;

    public Statements(SigningKeys keys) {
        this.keys = keys;
    }

    /// @param type keeps one kind of statement from being taken for another
    public String sign(String type, String payload) {
        var key = keys.current();
        var header =
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType(type))
                        .keyID(key.getKeyID())
                        .build();
        var jws = new JWSObject(header, new Payload(payload));
        try {
            jws.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("a statement could not be signed", e);
        }
        return jws.serialize();
    }
}
