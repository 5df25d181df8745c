package com.exorlive.meeting.sfu.dtls;

import com.exorlive.meeting.sfu.sdp.Fingerprint;
import com.exorlive.meeting.sfu.srtp.SrtpKeyingMaterial;
import com.exorlive.meeting.sfu.srtp.SrtpProfile;
import java.io.IOException;
import java.util.Hashtable;
import java.util.Optional;
import java.util.Vector;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.jspecify.annotations.Nullable;

/// One DTLS-SRTP handshake as server (RFC 5764) in Bouncy Castle's terms. DTLS 1.2 only, because
/// Bouncy Castle has no 1.3; both browsers offer 1.3 first and take 1.2. Only ECDHE with ECDSA and
/// GCM. Confined to its handshake's thread.
final class DtlsSrtpServer extends DefaultTlsServer {
    /// After the first flight is lost, a browser repeats in 50 ms; a shorter pause than Bouncy
    /// Castle's second shortens joining on bad networks, at the price of a doubled flight.
    private static final int RESEND_MILLIS = 400;

    static final int HANDSHAKE_TIMEOUT_MILLIS = 20_000;

    private static final int[] CIPHER_SUITES = {
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384
    };
    private static final byte[] NO_MKI = {};

    private final JcaTlsCrypto crypto;
    private final DtlsCertificate certificate;
    private final CompletableFuture<Fingerprint> announced;
    private final HandshakeTurn turn;
    private @Nullable SrtpProfile profile;
    private @Nullable SrtpKeyingMaterial keys;
    private boolean hasWrongFingerprint;
    private volatile boolean isClosedByPeer;

    /// For one handshake.
    ///
    /// @param announced the fingerprint of the browser's answer; the handshake waits for it
    /// @param turn given back meanwhile
    DtlsSrtpServer(
            JcaTlsCrypto crypto,
            DtlsCertificate certificate,
            CompletableFuture<Fingerprint> announced,
            HandshakeTurn turn) {
        super(crypto);
        this.turn = turn;
        this.crypto = crypto;
        this.certificate = certificate;
        this.announced = announced;
    }

    Optional<SrtpKeyingMaterial> keys() {
        return Optional.ofNullable(keys);
    }

    boolean hasWrongFingerprint() {
        return hasWrongFingerprint;
    }

    boolean isClosedByPeer() {
        return isClosedByPeer;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.DTLSv12.only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return CIPHER_SUITES.clone();
    }

    @Override
    public int getHandshakeResendTimeMillis() {
        return RESEND_MILLIS;
    }

    @Override
    public int getHandshakeTimeoutMillis() {
        return HANDSHAKE_TIMEOUT_MILLIS;
    }

    /// Without it the keys could be exported into a triple handshake (RFC 7627, RFC 8827 section
    /// 6.5).
    @Override
    public boolean requiresExtendedMasterSecret() {
        return true;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void processClientExtensions(Hashtable extensions) throws IOException {
        super.processClientExtensions(extensions);
        UseSRTPData offered = TlsSRTPUtils.getUseSRTPExtension(extensions);
        if (offered == null) {
            throw new TlsFatalAlert(AlertDescription.handshake_failure);
        }
        profile =
                SrtpProfile.choose(offered.getProtectionProfiles())
                        .orElseThrow(() -> new TlsFatalAlert(AlertDescription.handshake_failure));
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Hashtable getServerExtensions() throws IOException {
        Hashtable extensions = super.getServerExtensions();
        int[] chosen = {chosenProfile().number()};
        TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(chosen, NO_MKI));
        return extensions;
    }

    @Override
    @SuppressWarnings("JdkObsolete") // Bouncy Castle's interface has a Vector.
    public CertificateRequest getCertificateRequest() {
        Vector<SignatureAndHashAlgorithm> algorithms = new Vector<>();
        algorithms.add(
                new SignatureAndHashAlgorithm(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
        algorithms.add(new SignatureAndHashAlgorithm(HashAlgorithm.sha256, SignatureAlgorithm.rsa));
        short[] types = {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign};
        return new CertificateRequest(types, algorithms, null);
    }

    @Override
    public void notifyClientCertificate(Certificate chain) throws IOException {
        if (chain == null || chain.isEmpty()) {
            hasWrongFingerprint = true;
            throw new TlsFatalAlert(AlertDescription.handshake_failure);
        }
        Fingerprint shown = Fingerprint.ofCertificate(chain.getCertificateAt(0).getEncoded());
        if (!shown.equals(awaitAnnounced())) {
            hasWrongFingerprint = true;
            throw new TlsFatalAlert(AlertDescription.bad_certificate);
        }
    }

    @Override
    protected TlsCredentialedSigner getECDSASignerCredentials() throws IOException {
        TlsCertificate own = crypto.createCertificate(certificate.encoded());
        return new JcaDefaultTlsCredentialedSigner(
                new TlsCryptoParameters(context),
                crypto,
                certificate.privateKey(),
                new Certificate(new TlsCertificate[] {own}),
                new SignatureAndHashAlgorithm(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
    }

    /// Bouncy Castle forgets the master secret when this returns.
    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        SrtpProfile chosen = chosenProfile();
        byte[] exported =
                context.exportKeyingMaterial(
                        "EXTRACTOR-dtls_srtp", null, SrtpKeyingMaterial.exportLength(chosen));
        keys = SrtpKeyingMaterial.of(chosen, exported);
    }

    @Override
    public void notifyAlertReceived(short level, short description) {
        if (description == AlertDescription.close_notify) {
            isClosedByPeer = true;
        }
    }

    private SrtpProfile chosenProfile() throws TlsFatalAlert {
        if (profile == null) {
            throw new TlsFatalAlert(AlertDescription.handshake_failure);
        }
        return profile;
    }

    /// The ClientHello comes by UDP and often beats the answer, which comes by WebSocket.
    private Fingerprint awaitAnnounced() throws IOException {
        return announced.isDone() ? announced.join() : turn.await(this::waitForAnnounced);
    }

    private Fingerprint waitForAnnounced() throws InterruptedException, IOException {
        try {
            return announced.get(HANDSHAKE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new TlsFatalAlert(AlertDescription.internal_error, e);
        }
    }
}
