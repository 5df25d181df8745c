package com.exorlive.meeting.sfu.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.sfu.fuzz.Mutator;
import com.exorlive.meeting.sfu.srtp.SrtpKeyingMaterial;
import com.exorlive.meeting.sfu.srtp.SrtpProfile;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Handshakes whose datagrams come changed, doubled and with others between them. How many:
/// `-Dfuzz.handshakes=20000`; which: `-Dfuzz.seed`.
class DtlsFuzzTest {
    private static final int HANDSHAKES = Integer.getInteger("fuzz.handshakes", 100);
    private static final int PATIENCE_MILLIS = 40;
    private static final DtlsCertificate OWN = certificate();
    private static final DtlsCertificate BROWSER = certificate();

    private final long seed = Long.getLong("fuzz.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final BlockingQueue<Runnable> loop = new LinkedBlockingQueue<>();
    private final HandshakeSlots slots = new HandshakeSlots(1, 10);
    private int connected;
    private int failed;

    @Test
    void aSpoiltHandshakeKeepsNoSlotAndSpoilsNoOther() throws Exception {
        for (int i = 0; i < HANDSHAKES; i++) {
            try (Attempt attempt = new Attempt(random.nextInt(10))) {
                attempt.run();
            }
        }
        assertThat(failed).as("seed " + seed).isPositive();
        int before = connected;

        try (Attempt good = new Attempt(0)) {
            good.patienceMillis = 10_000;
            good.run();
        }

        assertThat(connected).as("seed " + seed).isEqualTo(before + 1);
        assertThat(slots.waiting()).isZero();
    }

    private static DtlsCertificate certificate() {
        return DtlsCertificate.generate(new SecureRandom(), Instant.EPOCH);
    }

    private final class Attempt implements DtlsOutput, AutoCloseable {
        private final int spoilOfTen;
        private final DtlsEndpoint endpoint = new DtlsEndpoint(loop::add, slots, OWN, this);
        private final List<byte[]> seen = new ArrayList<>();
        private final DtlsTestClient client =
                new DtlsTestClient(
                        BROWSER,
                        SrtpProfile.PREFERENCE,
                        random.nextBoolean() ? 1200 : 0,
                        datagram -> loop.add(() -> arrive(datagram)));
        private int patienceMillis = PATIENCE_MILLIS;
        private boolean isDone;

        Attempt(int spoilOfTen) {
            this.spoilOfTen = spoilOfTen;
        }

        /// Until it is through, or has failed, or nothing more comes.
        void run() throws InterruptedException {
            endpoint.onPeerFingerprint(BROWSER.fingerprint());
            client.start();
            while (!isDone) {
                Runnable task = loop.poll(patienceMillis, TimeUnit.MILLISECONDS);
                if (task == null) {
                    return;
                }
                task.run();
            }
        }

        private void arrive(byte[] datagram) {
            seen.add(datagram);
            if (random.nextInt(10) < spoilOfTen) {
                Mutator mutator = new Mutator(random.nextLong(), seen);
                for (int i = random.nextInt(4); i > 0; i--) {
                    byte[] bad = mutator.next();
                    endpoint.onDatagram(bad, bad.length);
                }
            }
            if (random.nextInt(20) >= spoilOfTen) {
                endpoint.onDatagram(datagram, datagram.length);
            }
        }

        @Override
        public void transmit(byte[] datagram) {
            client.onDatagram(datagram);
        }

        @Override
        public void connected(SrtpKeyingMaterial keys) {
            connected++;
            isDone = true;
        }

        @Override
        public void failed(Failure failure) {
            failed++;
            isDone = true;
        }

        @Override
        public void closedByPeer() {}

        @Override
        public void dropped() {}

        @Override
        public void busy() {}

        @Override
        public void close() {
            endpoint.close();
            client.abandon();
            loop.clear();
        }
    }
}
