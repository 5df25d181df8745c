package com.exorlive.meeting.sfu.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exorlive.meeting.sfu.srtp.SrtpKeyingMaterial;
import com.exorlive.meeting.sfu.srtp.SrtpProfile;
import com.exorlive.meeting.sfu.srtp.SrtpReceiver;
import com.exorlive.meeting.sfu.srtp.SrtpSender;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Real handshakes in memory. The test's own thread plays the event loop.
class DtlsEndpointTest {
    /// Makes the ClientHello as long as a browser's: two datagrams.
    private static final int BROWSER_PADDING = 1200;

    private static final DtlsCertificate OWN = certificate();
    private static final DtlsCertificate BROWSER = certificate();

    private final BlockingQueue<Runnable> loop = new LinkedBlockingQueue<>();
    private final List<byte[]> firstFlight = new ArrayList<>();
    private final HandshakeSlots slots = new HandshakeSlots(1, 10);
    private final Out out = new Out();
    private DtlsEndpoint endpoint;
    private DtlsTestClient client;
    private UnaryOperator<List<byte[]>> disturb = UnaryOperator.identity();

    @BeforeEach
    void open() {
        endpoint = new DtlsEndpoint(loop::add, slots, OWN, out);
        client = client(SrtpProfile.PREFERENCE);
    }

    @AfterEach
    void close() {
        endpoint.close();
        client.abandon();
    }

    @Test
    void bothSidesHaveTheSameKeysAndGcmIsChosen() throws Exception {
        endpoint.onPeerFingerprint(BROWSER.fingerprint());
        client.start();

        runUntil(() -> out.keys != null);

        assertThat(out.keys.profile()).isEqualTo(SrtpProfile.AEAD_AES_128_GCM);
        assertThat(passesFromClientToServer(client.keys().get(5, TimeUnit.SECONDS), out.keys))
                .isTrue();
    }

    @Test
    void counterModeIsTakenFromWhoHasNoGcm() throws Exception {
        client = client(List.of(SrtpProfile.AES128_CM_HMAC_SHA1_80));
        endpoint.onPeerFingerprint(BROWSER.fingerprint());
        client.start();

        runUntil(() -> out.keys != null);

        assertThat(out.keys.profile()).isEqualTo(SrtpProfile.AES128_CM_HMAC_SHA1_80);
    }

    @Test
    void withoutSrtpThereIsNoConnection() throws Exception {
        client = client(List.of());
        endpoint.onPeerFingerprint(BROWSER.fingerprint());
        client.start();

        runUntil(() -> out.failure != null);

        assertThat(out.failure).isEqualTo(DtlsOutput.Failure.HANDSHAKE);
    }

    @Test
    void anotherCertificateThanAnnouncedEndsIt() throws Exception {
        endpoint.onPeerFingerprint(certificate().fingerprint());
        client.start();

        runUntil(() -> out.failure != null);

        assertThat(out.failure).isEqualTo(DtlsOutput.Failure.FINGERPRINT);
        assertThat(out.keys).isNull();
        assertThatThrownBy(() -> client.keys().get(5, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class);
    }

    /// The ClientHello goes by UDP and often beats the answer, which goes by WebSocket.
    @Test
    void theHandshakeWaitsForTheAnswer() throws Exception {
        client.start();
        runUntil(() -> out.sent >= 4);
        assertThat(out.keys).isNull();

        endpoint.onPeerFingerprint(BROWSER.fingerprint());

        runUntil(() -> out.keys != null);
    }

    @Test
    void aLostFirstFragmentOfTheClientHelloIsRepeated() throws Exception {
        disturb = flight -> flight.subList(1, flight.size());
        endpoint.onPeerFingerprint(BROWSER.fingerprint());
        client.start();

        runUntil(() -> out.keys != null);

        assertThat(firstFlight).hasSizeGreaterThan(1);
    }

    @Test
    void fragmentsOfTheClientHelloInWrongOrderFit() throws Exception {
        disturb = List::reversed;
        endpoint.onPeerFingerprint(BROWSER.fingerprint());
        client.start();

        runUntil(() -> out.keys != null);

        assertThat(firstFlight).hasSizeGreaterThan(1);
    }

    @Test
    void aRepeatedFirstFragmentBehindTheSecondFits() throws Exception {
        disturb =
                flight -> {
                    List<byte[]> repeated = new ArrayList<>(flight);
                    repeated.add(flight.getFirst());
                    return repeated;
                };
        endpoint.onPeerFingerprint(BROWSER.fingerprint());
        client.start();

        runUntil(() -> out.keys != null);
    }

    @Test
    void goodByeIsHeard() throws Exception {
        endpoint.onPeerFingerprint(BROWSER.fingerprint());
        client.start();
        runUntil(() -> out.keys != null);
        client.keys().get(5, TimeUnit.SECONDS);

        client.close();

        runUntil(() -> out.isClosedByPeer);
    }

    @Test
    void closingSaysNothing() throws Exception {
        endpoint.onPeerFingerprint(BROWSER.fingerprint());
        client.start();
        runUntil(() -> out.keys != null);
        client.keys().get(5, TimeUnit.SECONDS);
        drain();
        int before = out.sent;

        endpoint.close();
        byte[] late = {22, 1, 2, 3};
        endpoint.onDatagram(late, late.length);

        for (Runnable task = loop.poll(200, TimeUnit.MILLISECONDS);
                task != null;
                task = loop.poll(200, TimeUnit.MILLISECONDS)) {
            task.run();
        }
        assertThat(out.sent).isEqualTo(before);
        assertThat(out.isClosedByPeer).isFalse();
    }

    @Test
    void garbageBeforeTheHandshakeDoesNotHurtIt() throws Exception {
        endpoint.onPeerFingerprint(BROWSER.fingerprint());
        for (int i = 0; i < 40; i++) {
            byte[] garbage = {22, (byte) 254, (byte) 253, 0, 0, (byte) i, 1, 2, 3};
            endpoint.onDatagram(garbage, garbage.length);
        }
        client.start();

        runUntil(() -> out.keys != null);
    }

    @Test
    void aFloodIsDroppedAndCounted() {
        byte[] garbage = new byte[1501];
        garbage[0] = 22;

        endpoint.onDatagram(garbage, garbage.length);

        assertThat(out.dropped).isEqualTo(1);
    }

    @Test
    void warmingUpShakesHands() throws Exception {
        DtlsWarmUp.run(OWN);
    }

    private DtlsTestClient client(List<SrtpProfile> profiles) {
        return new DtlsTestClient(
                BROWSER, profiles, BROWSER_PADDING, datagram -> loop.add(() -> arrive(datagram)));
    }

    /// Two datagrams are the first flight; what the disturbance leaves of them arrives.
    private void arrive(byte[] datagram) {
        if (firstFlight.size() < 2) {
            firstFlight.add(datagram);
            if (firstFlight.size() == 2) {
                disturb.apply(List.copyOf(firstFlight))
                        .forEach(each -> endpoint.onDatagram(each, each.length));
            }
            return;
        }
        endpoint.onDatagram(datagram, datagram.length);
    }

    private void runUntil(BooleanSupplier condition) throws InterruptedException {
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - endNanos).as("waited in vain").isNegative();
            Runnable task = loop.poll(50, TimeUnit.MILLISECONDS);
            if (task != null) {
                task.run();
            }
        }
    }

    private void drain() {
        for (Runnable task = loop.poll(); task != null; task = loop.poll()) {
            task.run();
        }
    }

    private static boolean passesFromClientToServer(
            SrtpKeyingMaterial theirs, SrtpKeyingMaterial ours) {
        byte[] packet = new byte[20];
        packet[0] = (byte) 0x80;
        byte[] sealed = new byte[64];
        int length =
                new SrtpSender(theirs.profile(), theirs.client())
                        .protectRtp(packet, packet.length, sealed);
        return new SrtpReceiver(ours.profile(), ours.client())
                        .unprotectRtp(sealed, length, new byte[64])
                == packet.length;
    }

    private static DtlsCertificate certificate() {
        return DtlsCertificate.generate(new SecureRandom(), Instant.EPOCH);
    }

    private final class Out implements DtlsOutput {
        private int sent;
        private int dropped;
        private SrtpKeyingMaterial keys;
        private Failure failure;
        private boolean isClosedByPeer;

        @Override
        public void transmit(byte[] datagram) {
            sent++;
            client.onDatagram(datagram);
        }

        @Override
        public void connected(SrtpKeyingMaterial exported) {
            keys = exported;
        }

        @Override
        public void failed(Failure why) {
            failure = why;
        }

        @Override
        public void closedByPeer() {
            isClosedByPeer = true;
        }

        @Override
        public void dropped() {
            dropped++;
        }

        @Override
        public void busy() {
            throw new AssertionError("nobody else shakes hands");
        }
    }
}
