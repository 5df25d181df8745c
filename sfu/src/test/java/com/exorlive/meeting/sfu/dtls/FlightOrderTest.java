package com.exorlive.meeting.sfu.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.sfu.srtp.SrtpKeyingMaterial;
import com.exorlive.meeting.sfu.srtp.SrtpProfile;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Any one datagram of the browser may be lost or overtaken, once, and the handshake succeeds.
class FlightOrderTest {
    private static final int CLIENT_HELLO = 1;
    private static final int CERTIFICATE = 11;
    private static final int CLIENT_KEY_EXCHANGE = 16;
    private static final int CERTIFICATE_VERIFY = 15;
    private static final DtlsCertificate OWN = certificate();
    private static final DtlsCertificate BROWSER = certificate();

    private final BlockingQueue<Runnable> loop = new LinkedBlockingQueue<>();
    private final List<byte[]> overtaken = new ArrayList<>();
    private final Out out = new Out();
    private final DtlsEndpoint endpoint =
            new DtlsEndpoint(loop::add, HandshakeSlots.forProcessors(1), OWN, out);
    private final DtlsTestClient client =
            new DtlsTestClient(
                    BROWSER,
                    SrtpProfile.PREFERENCE,
                    0,
                    datagram -> loop.add(() -> arrive(datagram)));
    private Predicate<byte[]> loses = _ -> false;
    private Predicate<byte[]> delays = _ -> false;
    private boolean isDone;

    @AfterEach
    void close() {
        endpoint.close();
        client.abandon();
    }

    @Test
    void aLostClientHelloIsRepeated() throws Exception {
        loses = isMessage(CLIENT_HELLO);
        succeed();
    }

    @Test
    void aLostCertificateIsRepeated() throws Exception {
        loses = isMessage(CERTIFICATE);
        succeed();
    }

    @Test
    void aLostKeyExchangeIsRepeated() throws Exception {
        loses = isMessage(CLIENT_KEY_EXCHANGE);
        succeed();
    }

    @Test
    void aLostCertificateVerifyIsRepeated() throws Exception {
        loses = isMessage(CERTIFICATE_VERIFY);
        succeed();
    }

    @Test
    void aLostChangeCipherSpecIsRepeated() throws Exception {
        loses = datagram -> datagram[0] == 20;
        succeed();
    }

    @Test
    void aLostFinishedIsRepeated() throws Exception {
        loses = datagram -> datagram[0] == 22 && datagram[4] == 1;
        succeed();
    }

    @Test
    void aChangeCipherSpecThatOvertakesTheCertificateVerifyDoesNoHarm() throws Exception {
        delays = isMessage(CERTIFICATE_VERIFY);
        succeed();
    }

    @Test
    void whatIsInOneDatagramStaysInOrder() {
        var order = new FlightOrder();
        byte[] proof = DtlsRecord.of(22, 0, new byte[] {15, 0, 0, 2, 0, 3, 0, 0, 0, 0, 0, 2, 1, 1});
        byte[] change = DtlsRecord.of(20, 0, new byte[] {1});
        byte[] finished = DtlsRecord.of(22, 1, new byte[8]);

        byte[] withoutProof = joined(change, finished);
        assertThat(order.admit(withoutProof, withoutProof.length)).isZero();
        byte[] all = joined(proof, change, finished);
        assertThat(order.admit(all, all.length)).isEqualTo(all.length);
        assertThat(order.admit(withoutProof, withoutProof.length)).isEqualTo(withoutProof.length);
    }

    @Test
    void thePieceOfACertificateVerifyIsNone() {
        var order = new FlightOrder();
        byte[] piece = DtlsRecord.of(22, 0, new byte[] {15, 0, 0, 4, 0, 3, 0, 0, 0, 0, 0, 2, 1, 1});
        byte[] change = DtlsRecord.of(20, 0, new byte[] {1});

        byte[] both = joined(piece, change);
        assertThat(order.admit(both, both.length)).isEqualTo(piece.length);
    }

    private void succeed() throws InterruptedException {
        endpoint.onPeerFingerprint(BROWSER.fingerprint());
        client.start();
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (out.keys == null || !client.keys().isDone()) {
            assertThat(System.nanoTime() - endNanos).as("waited in vain").isNegative();
            Runnable task = loop.poll(50, TimeUnit.MILLISECONDS);
            if (task != null) {
                task.run();
            }
        }
        assertThat(isDone).as("something was lost or late").isTrue();
    }

    private void arrive(byte[] datagram) {
        if (!isDone && loses.test(datagram)) {
            isDone = true;
            return;
        }
        if (!isDone && delays.test(datagram)) {
            isDone = true;
            overtaken.add(datagram);
            return;
        }
        endpoint.onDatagram(datagram, datagram.length);
        // The Finished is the last of its flight.
        if (datagram[0] == 22 && datagram[4] == 1) {
            overtaken.forEach(late -> endpoint.onDatagram(late, late.length));
            overtaken.clear();
        }
    }

    private static Predicate<byte[]> isMessage(int type) {
        return datagram -> datagram[0] == 22 && datagram[4] == 0 && datagram[13] == type;
    }

    private static byte[] joined(byte[]... parts) {
        var joined = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private static DtlsCertificate certificate() {
        return DtlsCertificate.generate(new SecureRandom(), Instant.EPOCH);
    }

    private final class Out implements DtlsOutput {
        private SrtpKeyingMaterial keys;

        @Override
        public void transmit(byte[] datagram) {
            client.onDatagram(datagram);
        }

        @Override
        public void connected(SrtpKeyingMaterial exported) {
            keys = exported;
        }

        @Override
        public void failed(Failure why) {}

        @Override
        public void closedByPeer() {}

        @Override
        public void busy() {}

        @Override
        public void dropped() {}
    }
}
