package com.exorlive.meeting.sfucontrol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.sfu.fuzz.Corpus;
import com.exorlive.meeting.sfu.fuzz.Mutator;
import com.exorlive.meeting.sfu.peer.TestPeer;
import java.net.DatagramSocket;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// whatever arrives at the port beside a running call, from strangers, from a seat, or sealed
/// with a seat's key, the call does not notice, no handler breaks, and nothing grows. How many
/// inputs: `-Dfuzz.inputs=1000000`; which: `-Dfuzz.seed`.
@Tag("quiet")
class FuzzBesideACallTest extends EmbeddedSfuCase {
    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 60_000);

    /// More would fill the port's buffer, and then it is the kernel that drops the call's packets.
    private static final int INPUTS_PER_MILLI = 15;

    private static final int ANSWER_EVERY = 500;
    private static final long HEAP_GROWTH = 48L << 20;
    private static final Duration BOUND = Duration.ofMillis(200);

    private final long seed = Long.getLong("fuzz.seed", new Random().nextLong());

    @Test
    void theCallGoesOnAndNothingBreaksOrGrows() throws Exception {
        try (RunningCalls running = RunningCalls.begin(sfu(), 1)) {
            TestPeer seated = peer(77);
            Call attacked = Call.begin(sfu(), "attacked", seated, peer(78));
            var fuzz = new Fuzz(seated, attacked, stranger());
            fuzz.send(INPUTS / 10);
            running.quality();
            long heap = heap();
            int threads = Thread.activeCount();

            fuzz.send(INPUTS);
            RunningCalls.Quality quality = running.quality();

            String run = "seed " + seed + ": " + quality + ", " + sfu().counters().dropped();
            System.out.printf(
                    "figure R-26 handlers-broken %d max 0%nfigure R-26 call-p99-ms %d max 200%n",
                    dropped("broken"), quality.p99().toMillis());
            assertThat(dropped("broken")).as(run).isZero();
            assertThat(quality.lost()).as(run).isLessThanOrEqualTo(quality.sent() / 1000);
            assertThat(quality.p99()).as(run).isLessThan(BOUND);
            assertThat(heap() - heap).as(run).isLessThan(HEAP_GROWTH);
            assertThat(Thread.activeCount()).as(run).isLessThanOrEqualTo(threads + 1);
            Call.begin(sfu(), "afterwards").close();
        }
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private final class Fuzz {
        private final TestPeer seated;
        private final Call attacked;
        private final DatagramSocket stranger;
        private final Mutator packets;
        private final Mutator media = new Mutator(seed + 1, Corpus.rtp());
        private final Mutator feedback = new Mutator(seed + 2, Corpus.rtcp());
        private final Random random = new Random(seed);

        Fuzz(TestPeer seated, Call attacked, DatagramSocket stranger) throws Exception {
            this.seated = seated;
            this.attacked = attacked;
            this.stranger = stranger;
            this.packets = new Mutator(seed, Corpus.packets(seated.lastOffer().credentials()));
        }

        void send(int count) throws Exception {
            long startNanos = System.nanoTime();
            for (int i = 0; i < count; i++) {
                one();
                if (i % ANSWER_EVERY == 0) {
                    answer();
                }
                long dueNanos = TimeUnit.MILLISECONDS.toNanos(i / INPUTS_PER_MILLI);
                while (i % INPUTS_PER_MILLI == 0 && System.nanoTime() - startNanos < dueNanos) {
                    LockSupport.parkNanos(200_000);
                }
            }
        }

        private void one() throws Exception {
            switch (random.nextInt(4)) {
                case 0 -> {
                    byte[] data = packets.next();
                    FuzzBesideACallTest.this.send(stranger, data, data.length);
                }
                case 1 -> seated.sendRaw(packets.next());
                case 2 -> seated.sendSealed(media.next(), false);
                default -> seated.sendSealed(feedback.next(), true);
            }
        }

        private void answer() {
            byte[] good = seated.answer(lastOfferSdp()).getBytes(ISO_8859_1);
            byte[] bad = new Mutator(random.nextLong(), List.of(good)).next();
            attacked.room()
                    .describe(
                            Call.HOST,
                            new Description(
                                    attacked.probe().pc(Call.HOST),
                                    random.nextInt(4),
                                    Description.Kind.ANSWER,
                                    new String(bad, ISO_8859_1)));
        }

        private String lastOfferSdp() {
            return attacked.probe().events().stream()
                    .filter(SfuEvent.Describe.class::isInstance)
                    .map(SfuEvent.Describe.class::cast)
                    .filter(describe -> describe.leg().who().equals(Call.HOST))
                    .reduce((_, last) -> last)
                    .orElseThrow()
                    .description()
                    .sdp();
        }
    }
}
