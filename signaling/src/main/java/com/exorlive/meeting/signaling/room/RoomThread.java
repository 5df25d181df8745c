package com.exorlive.meeting.signaling.room;

import com.exorlive.meeting.edge.SteadyClock;
import com.exorlive.meeting.sfucontrol.SfuEvent;
import com.exorlive.meeting.signaling.admission.SeatGrant;
import com.exorlive.meeting.signaling.protocol.CloseCode;
import com.exorlive.meeting.signaling.protocol.Decoded;
import com.exorlive.meeting.signaling.protocol.MeetingId;
import com.exorlive.meeting.signaling.protocol.SessionId;
import com.exorlive.meeting.signaling.session.Line;
import com.exorlive.meeting.signaling.token.Subject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs one room on one virtual thread: the only thread that reads or writes its state. Everything
/// else is thread-safe.
///
/// The mailbox is bounded. When it is full, a socket's reader waits, and TCP slows the page down;
/// the media server must not wait, so its room counts as lost and is made anew.
public final class RoomThread {
    private static final Logger LOG = LoggerFactory.getLogger(RoomThread.class);
    private static final int MAILBOX = 1024;

    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    /// How late a deadline can be noticed where somebody moves the clock.
    private static final Duration LONGEST_WAIT_ELSEWHERE = Duration.ofSeconds(1);

    private final MeetingId meeting;
    private final Rooms rooms;
    private final InstantSource clock;
    private final Duration longestWait;
    private final Room room;
    private final BlockingQueue<RoomInput> mailbox = new ArrayBlockingQueue<>(MAILBOX);
    private final Set<Subject> subjects = ConcurrentHashMap.newKeySet();
    private final CountDownLatch gone = new CountDownLatch(1);

    private volatile boolean finished;
    private volatile boolean stopping;
    private volatile boolean isOver;

    /// What the registry said and the room has not heard yet.
    private volatile @Nullable Loss loss;

    private record Loss(long epoch, boolean isOver) {}

    /// The incarnation whose events did not fit into the mailbox, or 0.
    private volatile long overrun;

    RoomThread(SeatGrant first, RoomPorts ports, Rooms rooms, InstantSource clock) {
        this.meeting = first.meeting();
        this.rooms = rooms;
        this.clock = SteadyClock.from(clock);
        this.longestWait =
                this.clock instanceof SteadyClock ? LONGEST_WAIT : LONGEST_WAIT_ELSEWHERE;
        this.room = new Room(first, ports, new Owner());
    }

    private final class Owner implements RoomOwner {
        @Override
        public void onSessionBegan(SessionId sid) {
            rooms.onSessionBegan(sid, RoomThread.this);
        }

        @Override
        public void onSessionGone(SessionId sid) {
            rooms.onSessionGone(sid);
        }

        @Override
        public void onSfu(long incarnation, SfuEvent event) {
            if (!mailbox.offer(new RoomInput.Sfu(incarnation, event))) {
                overrun = incarnation;
            }
        }
    }

    void start() {
        Thread.ofVirtual().name("room-" + meeting).start(this::run);
    }

    /// Called before the hello is posted, so that nobody is in without being known.
    void onComing(Subject subject) {
        subjects.add(subject);
    }

    /// Whether this subject has ever come to the room.
    boolean knows(Subject subject) {
        return subjects.contains(subject);
    }

    MeetingId meeting() {
        return meeting;
    }

    /// Hands on what a page sent. Waits while the mailbox is full.
    public void onFrame(Line line, Decoded decoded) {
        post(new RoomInput.Frame(decoded, line));
    }

    /// The socket is gone.
    public void onLost(Line line) {
        post(new RoomInput.LineLost(line));
    }

    /// @return false if the room is gone: nothing will come of the input
    boolean post(RoomInput input) {
        if (finished) {
            return false;
        }
        try {
            mailbox.put(input);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
        // Between the look and the put the room may have gone: then one of the two takes it out.
        return !finished || !mailbox.remove(input);
    }

    /// The room is no longer this node's, or its meeting is over. Does not block.
    void lose(long epoch, boolean isOver) {
        loss = new Loss(epoch, isOver);
        wake();
    }

    /// Lets go of everything without ending the meeting.
    void stop() {
        stopping = true;
        wake();
    }

    private void wake() {
        // A full mailbox keeps the thread awake anyway. It is not interrupted: that would close the
        // file that it may be writing a tombstone to.
        var isWoken = mailbox.offer(new RoomInput.Wake());
        LOG.atTrace().addKeyValue("isWoken", isWoken).log("Woken");
    }

    /// Waits until the thread has ended.
    boolean awaitGone(Duration patience) throws InterruptedException {
        return gone.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void run() {
        try {
            while (!stopping && !room.isFinished(clock.instant())) {
                turn();
            }
            room.close(stopping || room.isMoved() ? CloseCode.RESTART : CloseCode.OVER);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error bug) {
            // Errors too: a page whose room is gone gets its pongs, and would wait for ever.
            LOG.atError().addKeyValue("meeting", meeting).setCause(bug).log("A room broke");
            room.close(CloseCode.RESTART);
        } finally {
            finish();
        }
    }

    private void turn() throws InterruptedException {
        var input = mailbox.poll(waitMillis(), TimeUnit.MILLISECONDS);
        var now = clock.instant();
        if (input != null) {
            room.on(input, now);
        }
        if (overrun != 0) {
            var lost = new RoomInput.Sfu(overrun, new SfuEvent.RoomLost());
            overrun = 0;
            room.on(lost, now);
        }
        var lost = loss;
        if (lost != null) {
            loss = null;
            room.onLost(lost.epoch(), lost.isOver(), now);
        }
        room.onTime(now);
        isOver = room.isOver();
    }

    /// Whether there is nothing left to do here but to tell a page that was away.
    boolean isOver() {
        return isOver;
    }

    private long waitMillis() {
        var now = clock.instant();
        var wait = room.deadline().map(due -> Duration.between(now, due)).orElse(longestWait);
        // One more millisecond, because what is due in half of one is not due yet.
        return Math.clamp(wait.toMillis() + 1, 0, longestWait.toMillis());
    }

    private void finish() {
        finished = true;
        rooms.onFinished(this);
        RoomInput left;
        while ((left = mailbox.poll()) != null) {
            switch (left) {
                case RoomInput.Hello(var _, var line) -> line.close(CloseCode.TOO_BUSY);
                case RoomInput.Resume(var _, var line) -> line.close(CloseCode.TOO_BUSY);
                case RoomInput.Frame _,
                        RoomInput.LineLost _,
                        RoomInput.Sfu _,
                        RoomInput.EndByAdmin _,
                        RoomInput.AccessEnded _,
                        RoomInput.Wake _ -> {}
            }
        }
        gone.countDown();
    }
}
