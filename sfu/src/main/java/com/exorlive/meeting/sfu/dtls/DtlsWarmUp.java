package com.exorlive.meeting.sfu.dtls;

import com.exorlive.meeting.sfu.srtp.SrtpKeyingMaterial;
import com.exorlive.meeting.sfu.srtp.SrtpProfile;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Hashtable;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;

/// Shakes hands with itself in memory, so that the first participant after a start does not wait
/// half a second for classes to load.
public final class DtlsWarmUp {
    private static final int PATIENCE_SECONDS = 10;

    private DtlsWarmUp() {}

    /// Returns when a handshake is through, or failed, which only costs the time it should save.
    public static void run(DtlsCertificate certificate) throws InterruptedException {
        BlockingQueue<Runnable> loop = new LinkedBlockingQueue<>();
        var done = new CompletableFuture<SrtpKeyingMaterial>();
        var toClient = new AtomicReference<DatagramQueue>();
        var slots = HandshakeSlots.forProcessors(2);
        var server =
                new DtlsEndpoint(
                        loop::add,
                        slots,
                        certificate,
                        new DtlsOutput() {
                            @Override
                            public void transmit(byte[] datagram) {
                                toClient.get().offer(datagram, datagram.length);
                            }

                            @Override
                            public void connected(SrtpKeyingMaterial keys) {
                                done.complete(keys);
                            }

                            @Override
                            public void failed(Failure failure) {
                                done.cancel(false);
                            }

                            @Override
                            public void closedByPeer() {}

                            @Override
                            public void dropped() {}

                            @Override
                            public void busy() {}
                        });
        toClient.set(
                new DatagramQueue(
                        new HandshakeTurn(slots),
                        datagram -> loop.add(() -> server.onDatagram(datagram, datagram.length))));
        server.onPeerFingerprint(certificate.fingerprint());
        Thread client =
                Thread.ofVirtual().name("dtls-warm-up").start(() -> shake(certificate, toClient));
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!done.isDone() && System.nanoTime() - endNanos < 0) {
            Runnable task = loop.poll(100, TimeUnit.MILLISECONDS);
            if (task != null) {
                task.run();
            }
        }
        server.close();
        client.interrupt();
    }

    private static void shake(
            DtlsCertificate certificate, AtomicReference<DatagramQueue> transport) {
        JcaTlsCrypto crypto = new JcaTlsCryptoProvider().create(new SecureRandom());
        try {
            new DTLSClientProtocol().connect(new Client(crypto, certificate), transport.get());
        } catch (IOException | RuntimeException _) {
            // Only a warm-up.
        }
    }

    private static final class Client extends DefaultTlsClient {
        private final JcaTlsCrypto crypto;
        private final DtlsCertificate certificate;

        Client(JcaTlsCrypto crypto, DtlsCertificate certificate) {
            super(crypto);
            this.crypto = crypto;
            this.certificate = certificate;
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
            int[] profiles = {SrtpProfile.AEAD_AES_128_GCM.number()};
            TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(profiles, new byte[0]));
            return extensions;
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
