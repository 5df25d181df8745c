package com.exorlive.meeting.sfu.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.sfu.sdp.Fingerprint;
import com.exorlive.meeting.sfu.srtp.SrtpKeyingMaterial;
import com.exorlive.meeting.sfu.srtp.SrtpProfile;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Handshakes that share one slot.
class HandshakeSlotsTest {
    private static final DtlsCertificate OWN = certificate();
    private static final DtlsCertificate BROWSER = certificate();
    private static final int NO_PADDING = 0;
    private static final int WAITING = 2;
    private static final int SERVER_HELLO_DONE = 14;

    private final BlockingQueue<Runnable> loop = new LinkedBlockingQueue<>();
    private final HandshakeSlots slots = new HandshakeSlots(1, WAITING);
    private final List<Leg> legs = new ArrayList<>();

    @AfterEach
    void close() {
        legs.forEach(Leg::close);
    }

    @Test
    void whoFallsSilentInTheMiddleKeepsNobodyOut() throws Exception {
        for (int i = 0; i < 50; i++) {
            Leg silent = new Leg();
            silent.announce();
            silent.isDeaf = true;
            silent.client.start();
            runUntil(() -> silent.sent > 0);
        }
        Leg good = new Leg();
        good.announce();
        good.client.start();

        runUntil(() -> good.keys != null);

        assertThat(slots.waiting()).isZero();
    }

    @Test
    void whoWaitsForTheAnswerKeepsNobodyOut() throws Exception {
        Leg unanswered = new Leg();
        unanswered.client.start();
        runUntil(() -> unanswered.arrived >= 2);
        Leg good = new Leg();
        good.announce();
        good.client.start();

        runUntil(() -> good.keys != null);
        assertThat(unanswered.keys).isNull();

        unanswered.announce();
        runUntil(() -> unanswered.keys != null);
    }

    @Test
    void aHelloThatIsRepeatedWhileItWaitsIsAnsweredOnce() throws Exception {
        slots.resume();
        Leg leg = new Leg();
        leg.announce();
        leg.isDeaf = true;
        leg.client.start();
        runUntil(() -> leg.arrived >= 1);
        byte[] hello = leg.first;
        for (int i = 1; i < 20; i++) {
            byte[] repeated = hello.clone();
            repeated[10] = (byte) i;
            leg.endpoint.onDatagram(repeated, repeated.length);
        }
        assertThat(leg.sent).isZero();
        assertThat(leg.dropped).isZero();

        slots.pause();
        runUntil(() -> leg.helloDones > 0);
        runFor(100);

        assertThat(leg.helloDones).isEqualTo(1);
    }

    @Test
    void aHelloThatFindsTheQueueFullMustComeAgain() throws Exception {
        slots.resume();
        List<Leg> waiting = List.of(new Leg(), new Leg());
        Leg late = new Leg();
        late.announce();
        for (Leg leg : waiting) {
            leg.announce();
            leg.client.start();
            runUntil(() -> leg.arrived >= 1);
        }
        assertThat(slots.waiting()).isEqualTo(WAITING);

        late.client.start();
        runUntil(() -> late.busy > 0);
        assertThat(late.sent).isZero();

        slots.pause();
        runUntil(() -> waiting.stream().allMatch(leg -> leg.keys != null) && late.keys != null);
    }

    @Test
    void whoLeavesWhileWaitingFreesTheQueue() throws Exception {
        slots.resume();
        Leg leaving = new Leg();
        leaving.client.start();
        runUntil(() -> leaving.arrived >= 1);

        leaving.close();

        runUntil(() -> slots.waiting() == 0);
        slots.pause();
        Leg good = new Leg();
        good.announce();
        good.client.start();
        runUntil(() -> good.keys != null);
    }

    @Test
    void halfOfTheProcessorsShakeHandsAndAtLeastOne() throws Exception {
        for (int processors : new int[] {1, 2, 3, 8}) {
            HandshakeSlots many = HandshakeSlots.forProcessors(processors);
            for (int i = 0; i < Math.max(1, processors / 2); i++) {
                many.resume();
            }
            Thread.currentThread().interrupt();
            assertThat(resumes(many)).isFalse();
        }
    }

    private static boolean resumes(HandshakeSlots slots) {
        try {
            slots.resume();
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }

    private void runUntil(BooleanSupplier condition) throws InterruptedException {
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - endNanos).as("waited in vain").isNegative();
            runFor(20);
        }
    }

    /// Until nothing happens for so long.
    private void runFor(int millis) throws InterruptedException {
        for (Runnable task = loop.poll(millis, TimeUnit.MILLISECONDS);
                task != null;
                task = loop.poll()) {
            task.run();
        }
    }

    private static DtlsCertificate certificate() {
        return DtlsCertificate.generate(new SecureRandom(), Instant.EPOCH);
    }

    private final class Leg implements DtlsOutput {
        private final DtlsEndpoint endpoint = new DtlsEndpoint(loop::add, slots, OWN, this);
        private final DtlsTestClient client =
                new DtlsTestClient(
                        BROWSER,
                        SrtpProfile.PREFERENCE,
                        NO_PADDING,
                        datagram -> loop.add(() -> arrive(datagram)));
        private boolean isDeaf;
        private byte[] first;
        private int arrived;
        private int sent;
        private int helloDones;
        private int dropped;
        private int busy;
        private SrtpKeyingMaterial keys;

        Leg() {
            legs.add(this);
        }

        void announce() {
            Fingerprint shown = BROWSER.fingerprint();
            endpoint.onPeerFingerprint(shown);
        }

        void close() {
            endpoint.close();
            client.abandon();
        }

        private void arrive(byte[] datagram) {
            if (arrived++ == 0) {
                first = datagram;
            } else if (isDeaf) {
                return;
            }
            endpoint.onDatagram(datagram, datagram.length);
        }

        @Override
        public void transmit(byte[] datagram) {
            sent++;
            helloDones += datagram[13] == SERVER_HELLO_DONE ? 1 : 0;
            if (!isDeaf) {
                client.onDatagram(datagram);
            }
        }

        @Override
        public void connected(SrtpKeyingMaterial exported) {
            keys = exported;
        }

        @Override
        public void failed(Failure why) {
            throw new AssertionError("failed: " + why);
        }

        @Override
        public void closedByPeer() {}

        @Override
        public void dropped() {
            dropped++;
        }

        @Override
        public void busy() {
            busy++;
        }
    }
}
