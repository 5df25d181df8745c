package com.exorlive.meeting.sfu.dtls;

import com.exorlive.meeting.sfu.sdp.Fingerprint;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// The server's own ECDSA P-256 key and self-signed certificate, new at each start. Browsers know
/// it by its fingerprint in the offer alone. Immutable.
public final class DtlsCertificate {
    /// Longer than a process lives; browsers don't look at it (RFC 8827 section 6.5).
    private static final Duration LIFETIME = Duration.ofDays(3650);

    private final PrivateKey privateKey;
    private final byte[] encoded;
    private final Fingerprint fingerprint;

    private DtlsCertificate(PrivateKey privateKey, byte[] encoded) {
        this.privateKey = privateKey;
        this.encoded = encoded;
        this.fingerprint = Fingerprint.ofCertificate(encoded);
    }

    public static DtlsCertificate generate(SecureRandom random, Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair pair = generator.generateKeyPair();
            // Says nothing of the host: everybody in a meeting sees it.
            X500Name name = new X500Name("CN=WebRTC");
            var builder =
                    new JcaX509v3CertificateBuilder(
                            name,
                            new BigInteger(127, random).setBit(126),
                            Date.from(now.minus(Duration.ofDays(1))),
                            Date.from(now.plus(LIFETIME)),
                            name,
                            pair.getPublic());
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
            return new DtlsCertificate(pair.getPrivate(), builder.build(signer).getEncoded());
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("the JDK can't make an ECDSA certificate", e);
        }
    }

    public Fingerprint fingerprint() {
        return fingerprint;
    }

    PrivateKey privateKey() {
        return privateKey;
    }

    byte[] encoded() {
        return encoded.clone();
    }
}
