package com.exorlive.meeting.loadtests.load;

import com.exorlive.meeting.loadtests.measure.Timings;
import com.exorlive.meeting.loadtests.measure.Timings.Step;
import com.exorlive.meeting.loadtests.people.PairOfPeople;
import com.exorlive.meeting.loadtests.people.Person;
import com.exorlive.meeting.loadtests.people.RefusedException;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What one pair does all the time: meets, suffers what happens, ends it. On a virtual thread of
/// its own that nearly always waits; the media is on the event loops. Thread-safe where not
/// private.
final class MeetingDriver implements Runnable {
    private static final long AFTER_A_FAILURE_MILLIS = 2000;

    private final ServerDriver driver;
    private final Timings timings;
    private final PairOfPeople pair;
    private final Churn churn;
    private final SplittableRandom random;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean isUp;
    private @Nullable Attendance host;
    private @Nullable Attendance invitee;

    MeetingDriver(ServerDriver driver, Timings timings, PairOfPeople pair, Churn churn, long seed) {
        this.driver = driver;
        this.timings = timings;
        this.pair = pair;
        this.churn = churn;
        this.random = new SplittableRandom(seed);
    }

    /// Whether the two see each other now.
    boolean isUp() {
        return isUp;
    }

    void stop() {
        stop.countDown();
    }

    void awaitStopped(long millis) throws InterruptedException {
        var _ = stopped.await(millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void run() {
        try {
            do {
                meetSafely();
            } while (pair.canMeetAgain() && !isStopping());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            stopped.countDown();
        }
    }

    private boolean isStopping() {
        return stop.getCount() == 0;
    }

    private void meetSafely() throws InterruptedException {
        try {
            meet();
        } catch (StepFailedException | RefusedException e) {
            if (!isStopping()) {
                timings.failed(String.valueOf(e.getMessage()));
                var _ = stop.await(AFTER_A_FAILURE_MILLIS, TimeUnit.MILLISECONDS);
            }
        } finally {
            isUp = false;
            leave(host);
            leave(invitee);
        }
    }

    private static void leave(@Nullable Attendance participant) {
        if (participant != null) {
            participant.leave();
        }
    }

    private void meet() throws InterruptedException {
        var id = pair.meeting();
        var first = join(pair.host(), id, true);
        host = first;
        var second = join(pair.invitee(), id, false);
        invitee = second;
        long seen = Math.max(first.awaitMedia(), second.awaitMedia());
        timings.record(Step.JOIN, seen - second.beganNanos());
        isUp = true;
        var current = suffer(id, first, second);
        isUp = false;
        current.end();
        pair.isOver(id);
    }

    private Attendance join(Person person, String id, boolean isHost) throws InterruptedException {
        return driver.join(person, id, isHost, random.nextLong());
    }

    /// Lasts until it is to stop, or until the meeting is to end.
    ///
    /// @return who is host then
    private Attendance suffer(String id, Attendance first, Attendance second)
            throws InterruptedException {
        var a = first;
        var b = second;
        long lasts = churn.callNanos() == 0 ? Long.MAX_VALUE : churn.callNanos();
        long beganNanos = System.nanoTime();
        while (!isStopping()) {
            long left = lasts - (System.nanoTime() - beganNanos);
            long wait = churn.nanosToNext(random).orElse(Long.MAX_VALUE);
            if (stop.await(Math.min(left, wait), TimeUnit.NANOSECONDS) || left <= wait) {
                return a;
            }
            boolean isHost = random.nextBoolean();
            switch (churn.next(random)) {
                case MEET_AGAIN -> {
                    return a;
                }
                case ICE_RESTART -> (isHost ? a : b).restartIce();
                case RESUME -> (isHost ? a : b).loseSocket();
                case RELOAD -> {
                    if (isHost) {
                        a = reload(a, pair.host(), id, true);
                        host = a;
                    } else {
                        b = reload(b, pair.invitee(), id, false);
                        invitee = b;
                    }
                }
            }
        }
        return a;
    }

    private Attendance reload(Attendance before, Person person, String id, boolean isHost)
            throws InterruptedException {
        before.leave();
        var after = join(person, id, isHost);
        timings.record(Step.RELOAD, after.awaitMedia() - after.beganNanos());
        return after;
    }
}
