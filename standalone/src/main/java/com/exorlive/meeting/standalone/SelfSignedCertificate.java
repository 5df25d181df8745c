package com.exorlive.meeting.standalone;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate for trying the product with a phone: made here, trusted by nobody until somebody
/// says so in the browser. Kept in a file, so that this has to be said once.
final class SelfSignedCertificate {
    /// Browsers refuse server certificates that live longer than 398 days.
    private static final Duration LIFE = Duration.ofDays(390);

    private static final String ALIAS = "exorlive";
    private static final SecureRandom RANDOM = new SecureRandom();

    private SelfSignedCertificate() {}

    /// Makes the key store unless it is there, still valid, and for the same addresses.
    static void ensure(Path file, String password, List<InetAddress> addresses, Instant now) {
        try {
            if (!isGood(file, password, addresses, now)) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                write(file, password, addresses, now);
            }
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("the certificate can't be made", e);
        }
    }

    private static boolean isGood(
            Path file, String password, List<InetAddress> addresses, Instant now)
            throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        try {
            var store = KeyStore.getInstance(file.toFile(), password.toCharArray());
            var certificate = (X509Certificate) store.getCertificate(ALIAS);
            var names =
                    certificate.getSubjectAlternativeNames().stream()
                            .map(name -> name.get(1))
                            .toList();
            return certificate.getNotAfter().toInstant().isAfter(now)
                    && addresses.stream().map(LanAddress::digits).allMatch(names::contains);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static void write(Path file, String password, List<InetAddress> addresses, Instant now)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
        var pair = generator.generateKeyPair();
        var name = new X500Name("CN=ExorLive Video Meeting (demo)");
        var builder =
                new JcaX509v3CertificateBuilder(
                        name,
                        new BigInteger(64, RANDOM),
                        Date.from(now.minus(Duration.ofHours(1))),
                        Date.from(now.plus(LIFE)),
                        name,
                        pair.getPublic());
        builder.addExtension(Extension.subjectAlternativeName, false, names(addresses));
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
        var certificate = new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                ALIAS, pair.getPrivate(), password.toCharArray(), new Certificate[] {certificate});
        try (var out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
        OwnerOnly.restrict(file);
    }

    private static GeneralNames names(List<InetAddress> addresses) {
        var names = new GeneralName[addresses.size() + 1];
        names[0] = new GeneralName(GeneralName.dNSName, "localhost");
        for (int i = 0; i < addresses.size(); i++) {
            names[i + 1] =
                    new GeneralName(GeneralName.iPAddress, LanAddress.digits(addresses.get(i)));
        }
        return new GeneralNames(names);
    }
}
