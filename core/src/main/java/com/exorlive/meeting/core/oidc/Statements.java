package com.exorlive.meeting.core.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Signs what this server states as a document, by the newest key of `/oidc/jwks`. Thread-safe.
public final class Statements {
    private static final String ALGORITHM = "SHA256withECDSA";

    /// RFC 5280 section 4.1.2.5: a certificate without a good end. Trust in it is by the key's
    /// being published.
    private static final Instant NO_END = Instant.parse("9999-12-31T23:59:59Z");

    private static final Instant BEGIN = Instant.parse("2025-01-01T00:00:00Z");

    private final SigningKeys keys;

    public Statements(SigningKeys keys) {
        this.keys = keys;
    }

    /// A compact JWS (RFC 7515), ES256.
    ///
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

    /// A detached CMS signature (RFC 5652) with a self-signed certificate of the key, as PDF wants
    /// it.
    public byte[] signDetached(byte[] content) {
        var key = keys.current();
        try {
            var certificate = certificate(key);
            var generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(
                    new JcaSimpleSignerInfoGeneratorBuilder()
                            .build(ALGORITHM, key.toECPrivateKey(), certificate));
            generator.addCertificate(new JcaX509CertificateHolder(certificate));
            return generator.generate(new CMSProcessableByteArray(content), false).getEncoded();
        } catch (JOSEException
                | CMSException
                | OperatorCreationException
                | CertificateException
                | IOException e) {
            throw new IllegalStateException("a document could not be signed", e);
        }
    }

    private static X509Certificate certificate(ECKey key)
            throws JOSEException, OperatorCreationException, CertificateException {
        var name = new X500Principal("CN=ExorLive Video Meeting " + key.getKeyID());
        var builder =
                new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(BEGIN),
                        Date.from(NO_END),
                        name,
                        key.toECPublicKey());
        var signer = new JcaContentSignerBuilder(ALGORITHM).build(key.toECPrivateKey());
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }
}
