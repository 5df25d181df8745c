package com.exorlive.meeting.loadtests.load;

import com.exorlive.meeting.loadtests.people.Person;
import com.exorlive.meeting.loadtests.people.RefusedException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One who stays in a meeting whatever becomes of the server: a page that can't resume gets a new
/// ticket and joins anew by itself, as the product's page does (docs/protocol.md section 5). On a
/// virtual thread of its own that nearly always waits. Thread-safe where not private.
final class LastingParticipant implements Runnable {
    /// Between tries. The product's page waits less at first; a thousand of these are on one
    /// machine.
    private static final Duration BETWEEN = Duration.ofMillis(500);

    private static final int NOT_OPEN = 404;

    private final Shared shared;
    private final Person person;
    private final String meeting;
    private final boolean isHost;
    private final long seed;
    private final Duration patience;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Queue<Duration> gaps = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Participant present;
    private volatile String lost = "";

    /// @param patience how long it tries before the call counts as lost
    LastingParticipant(
            Shared shared,
            Person person,
            String meeting,
            boolean isHost,
            long seed,
            Duration patience) {
        this.shared = shared;
        this.person = person;
        this.meeting = meeting;
        this.isHost = isHost;
        this.seed = seed;
        this.patience = patience;
    }

    @Override
    public void run() {
        long lostAtNanos = 0;
        try {
            while (stop.getCount() > 0) {
                var joined = join();
                var since = lostAtNanos;
                joined.awaitMedia();
                if (since != 0) {
                    gaps.add(Duration.ofNanos(System.nanoTime() - since));
                }
                present = joined;
                var why = joined.gone().get();
                present = null;
                lostAtNanos = joined.lostAtNanos();
                joined.leave();
                if (!isToComeBack(why)) {
                    throw new StepFailedException("over: " + why);
                }
            }
        } catch (StepFailedException | RefusedException | ExecutionException e) {
            if (stop.getCount() > 0) {
                lost = String.valueOf(e.getMessage());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isToComeBack(String why) {
        return why.startsWith("resync") || why.startsWith("could not") || why.startsWith("closed");
    }

    /// Tries for as long as there is hope: a meeting that is not open never is again.
    private Participant join() throws InterruptedException {
        long untilNanos = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return Participant.join(shared, person, meeting, isHost, seed);
            } catch (RefusedException e) {
                if (e.status() == NOT_OPEN || System.nanoTime() - untilNanos >= 0) {
                    throw e;
                }
            } catch (StepFailedException e) {
                if (System.nanoTime() - untilNanos >= 0) {
                    throw e;
                }
            }
            if (stop.await(BETWEEN.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StepFailedException("stopped");
            }
        }
    }

    /// Whether it sees the other now.
    boolean isUp() {
        var here = present;
        return here != null && !here.gone().isDone();
    }

    /// Why it is not in the meeting any more; empty while it is, or tries to be.
    String lost() {
        return lost;
    }

    /// For how long nothing came, each time it had to come back, from losing the socket to the
    /// first picture.
    Queue<Duration> gaps() {
        return gaps;
    }

    void stop() {
        stop.countDown();
        var here = present;
        if (here != null) {
            here.leave();
        }
    }
}
