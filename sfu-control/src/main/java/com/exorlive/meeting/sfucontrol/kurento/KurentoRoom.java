package com.exorlive.meeting.sfucontrol.kurento;

import com.exorlive.meeting.sfucontrol.Candidate;
import com.exorlive.meeting.sfucontrol.Description;
import com.exorlive.meeting.sfucontrol.LegId;
import com.exorlive.meeting.sfucontrol.ParticipantId;
import com.exorlive.meeting.sfucontrol.PcId;
import com.exorlive.meeting.sfucontrol.SfuEvent;
import com.exorlive.meeting.sfucontrol.SfuEvents;
import com.exorlive.meeting.sfucontrol.SfuRoom;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A room as its owner sees it: who may be in it is decided here, at once; everything else waits
/// for the room's own virtual thread, which alone speaks to Kurento. Thread-safe.
///
/// When the mailbox is full the room counts as lost and is made anew: Kurento can send hundreds of
/// errors a second.
final class KurentoRoom implements SfuRoom {
    private static final Logger LOG = LoggerFactory.getLogger(KurentoRoom.class);
    private static final int MAILBOX = 1024;
    private static final int PARTICIPANTS = 2;
    private static final Duration TICK = Duration.ofSeconds(1);

    private final KurentoSession session;
    private final RoomPipeline pipeline;
    private final SfuEvents events;
    private final Consumer<KurentoRoom> gone;
    private final Tally tally;
    private final RoomWork work;
    private final BlockingQueue<RoomInput> mailbox = new ArrayBlockingQueue<>(MAILBOX);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Object gate = new Object();
    private final Set<ParticipantId> present = new HashSet<>();
    private volatile boolean isOver;

    /// @param gone is told, once, when this is not there any more for its owner
    KurentoRoom(
            KurentoSession session,
            RoomPipeline pipeline,
            SfuEvents events,
            Consumer<KurentoRoom> gone,
            Tally tally) {
        this.session = session;
        this.pipeline = pipeline;
        this.events = events;
        this.gone = gone;
        this.tally = tally;
        this.work = new RoomWork(session, pipeline, this::emit, this::post, tally);
    }

    void start() {
        Thread.ofVirtual().name("kurento-room").start(this::run);
    }

    @Override
    public void join(LegId leg) {
        var who = leg.who();
        synchronized (gate) {
            if (isOver) {
                return;
            }
            if (!present.contains(who) && present.size() >= PARTICIPANTS) {
                throw new IllegalStateException("a third participant");
            }
            present.add(who);
        }
        post(new RoomInput.Join(leg));
    }

    @Override
    public void describe(ParticipantId who, Description description) {
        post(new RoomInput.Describe(who, description));
    }

    @Override
    public void candidate(ParticipantId who, Candidate candidate) {
        post(new RoomInput.Trickle(who, candidate));
    }

    @Override
    public void restartIce(ParticipantId who, PcId pc) {
        post(new RoomInput.RestartIce(who, pc));
    }

    @Override
    public void leave(ParticipantId who) {
        synchronized (gate) {
            present.remove(who);
        }
        post(new RoomInput.Leave(who));
    }

    @Override
    public void close() {
        synchronized (gate) {
            if (isOver) {
                return;
            }
            isOver = true;
        }
        letGo();
    }

    /// Nothing of it is left at Kurento, or nothing can be said of it any more.
    void onLost() {
        synchronized (gate) {
            if (isOver) {
                return;
            }
            isOver = true;
            events.onEvent(new SfuEvent.RoomLost());
        }
        letGo();
    }

    /// Events may have been missed.
    void onBack() {
        post(new RoomInput.Back());
    }

    /// Waits until nothing of it is left at Kurento.
    void awaitEnd(Duration patience) throws InterruptedException {
        if (!ended.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            LOG.atWarn().log("A room stays at Kurento: it was not released in time");
        }
    }

    private void letGo() {
        gone.accept(this);
        // If it is full, the thread is awake anyway.
        var isWoken = mailbox.offer(new RoomInput.Wake());
        LOG.atTrace().addKeyValue("isWoken", isWoken).log("Letting go");
    }

    private void post(RoomInput input) {
        if (!isOver && !mailbox.offer(input)) {
            onLost();
        }
    }

    private void emit(SfuEvent event) {
        synchronized (gate) {
            if (!isOver) {
                events.onEvent(event);
            }
        }
    }

    private void run() {
        try {
            while (!isOver) {
                work.on(next(), System.nanoTime());
            }
        } catch (FatalFaultException e) {
            tally.ended(e.fault());
            LOG.atError()
                    .addKeyValue("fault", e.fault())
                    .log("Media of a room were stopped at Kurento");
        } catch (KurentoGoneException e) {
            if (!isOver) {
                LOG.atWarn().log("Room lost: {}", e.getMessage());
            }
        } catch (KurentoRefusedException e) {
            if (e.isForLackOfResources()) {
                tally.refused.increment();
            }
            LOG.atError().log("Room lost: {}", e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) {
            LOG.atError().setCause(bug).log("A room broke");
        } finally {
            onLost();
            release();
            ended.countDown();
        }
    }

    private RoomInput next() throws InterruptedException {
        @Nullable RoomInput input = mailbox.poll(TICK.toNanos(), TimeUnit.NANOSECONDS);
        return input == null ? new RoomInput.Wake() : input;
    }

    private void release() {
        if (session.isLost()) {
            return;
        }
        try {
            pipeline.release();
        } catch (KurentoGoneException | KurentoRefusedException e) {
            LOG.atDebug().setCause(e).log("A pipeline was not released");
        }
    }
}
