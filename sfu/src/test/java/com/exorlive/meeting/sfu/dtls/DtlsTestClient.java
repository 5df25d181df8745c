package com.exorlive.meeting.sfu.dtls;

import com.exorlive.meeting.sfu.srtp.SrtpKeyingMaterial;
import com.exorlive.meeting.sfu.srtp.SrtpProfile;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;

/// The browser's side of DTLS-SRTP, on a virtual thread of its own. Thread-safe.
public final class DtlsTestClient {
    /// Of all browsers of a test, one computes at a time: they have machines of their own in life,
    /// and here must leave processors to the server.
    private static final HandshakeSlots CROWD = new HandshakeSlots(1, Integer.MAX_VALUE);

    private final HandshakeTurn turn = new HandshakeTurn(CROWD);
    private final DtlsCertificate certificate;
    private final List<SrtpProfile> profiles;
    private final int padding;
    private final ThreadFactory threads;
    private final DatagramQueue queue;
    private final CompletableFuture<SrtpKeyingMaterial> keys = new CompletableFuture<>();
    private volatile DTLSTransport transport;
    private volatile int resendMillis = 1000;
    private Thread thread;

    /// @param padding bytes that make the ClientHello longer than a datagram, as browsers' are
    public DtlsTestClient(
            DtlsCertificate certificate,
            List<SrtpProfile> profiles,
            int padding,
            Consumer<byte[]> send) {
        this(certificate, profiles, padding, Thread.ofVirtual().factory(), send);
    }

    /// With a thread that the caller decides on.
    public DtlsTestClient(
            DtlsCertificate certificate,
            List<SrtpProfile> profiles,
            int padding,
            ThreadFactory threads,
            Consumer<byte[]> send) {
        this.certificate = certificate;
        this.profiles = List.copyOf(profiles);
        this.padding = padding;
        this.threads = threads;
        this.queue = new DatagramQueue(turn, send);
    }

    /// How long it waits before it says again what was not answered. Browsers wait for 50 ms;
    /// longer by default, because a crowd of them is on one machine with the server.
    public void resendAfter(int millis) {
        resendMillis = millis;
    }

    public synchronized void start() {
        if (thread == null && CROWD.reserve()) {
            thread = threads.newThread(this::run);
            thread.start();
        }
    }

    public void onDatagram(byte[] datagram) {
        queue.offer(datagram, datagram.length);
    }

    /// The keys, or the failure of the handshake.
    public CompletableFuture<SrtpKeyingMaterial> keys() {
        return keys;
    }

    /// Says good-bye.
    public void close() throws IOException {
        if (transport != null) {
            transport.close();
        }
        abandon();
    }

    /// Falls silent.
    public synchronized void abandon() {
        queue.close();
        if (thread != null) {
            thread.interrupt();
        }
    }

    /// Shakes hands on the caller's thread, for those who have no thread to give away. What comes
    /// afterwards is not looked at.
    public void handshake() throws IOException {
        JcaTlsCrypto crypto = new JcaTlsCryptoProvider().create(new SecureRandom());
        var client = new Client(crypto);
        transport = new DTLSClientProtocol().connect(client, queue);
        keys.complete(client.exported);
    }

    private void run() {
        try {
            turn.begin();
            handshake();
            turn.end();
            byte[] buffer = new byte[1500];
            while (true) {
                transport.receive(buffer, 0, buffer.length, 10_000);
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            keys.completeExceptionally(e);
        } finally {
            turn.end();
        }
    }

    private final class Client extends DefaultTlsClient {
        private final JcaTlsCrypto crypto;
        private SrtpProfile chosen;
        private SrtpKeyingMaterial exported;

        Client(JcaTlsCrypto crypto) {
            super(crypto);
            this.crypto = crypto;
        }

        @Override
        public int getHandshakeResendTimeMillis() {
            return resendMillis;
        }

        @Override
        protected ProtocolVersion[] getSupportedVersions() {
            return ProtocolVersion.DTLSv12.only();
        }

        @Override
        protected int[] getSupportedCipherSuites() {
            return new int[] {CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256};
        }

        @Override
        @SuppressWarnings({"rawtypes", "unchecked"})
        public Hashtable getClientExtensions() throws IOException {
            Hashtable extensions = super.getClientExtensions();
            if (!profiles.isEmpty()) {
                int[] numbers = profiles.stream().mapToInt(SrtpProfile::number).toArray();
                TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(numbers, new byte[0]));
            }
            if (padding > 0) {
                extensions.put(21, new byte[padding]);
            }
            return extensions;
        }

        @Override
        @SuppressWarnings("rawtypes")
        public void processServerExtensions(Hashtable extensions) throws IOException {
            super.processServerExtensions(extensions);
            UseSRTPData data = TlsSRTPUtils.getUseSRTPExtension(extensions);
            if (data == null) {
                throw new TlsFatalAlert(AlertDescription.handshake_failure);
            }
            chosen = SrtpProfile.choose(data.getProtectionProfiles()).orElseThrow();
        }

        @Override
        public void notifyHandshakeComplete() throws IOException {
            super.notifyHandshakeComplete();
            byte[] bytes =
                    context.exportKeyingMaterial(
                            "EXTRACTOR-dtls_srtp", null, SrtpKeyingMaterial.exportLength(chosen));
            this.exported = SrtpKeyingMaterial.of(chosen, bytes);
        }

        @Override
        public TlsAuthentication getAuthentication() {
            return new TlsAuthentication() {
                @Override
                public void notifyServerCertificate(TlsServerCertificate shown) {}

                @Override
                public TlsCredentials getClientCredentials(CertificateRequest request)
                        throws IOException {
                    TlsCertificate own = crypto.createCertificate(certificate.encoded());
                    return new JcaDefaultTlsCredentialedSigner(
                            new TlsCryptoParameters(context),
                            crypto,
                            certificate.privateKey(),
                            new Certificate(new TlsCertificate[] {own}),
                            new SignatureAndHashAlgorithm(
                                    HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
                }
            };
        }
    }
}
