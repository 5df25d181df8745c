package com.exorlive.meeting.sfucontrol.room;

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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A room as its owner sees it: who may be in it is decided here, at once; everything else waits
/// for the room's own virtual thread, which alone speaks to the media server. Thread-safe.
///
/// When the mailbox is full the room counts as lost and is made anew: a media server can say
/// hundreds of things a second.
final class WorkedRoom implements SfuRoom, RoomInside {
    private static final Logger LOG = LoggerFactory.getLogger(WorkedRoom.class);
    private static final int MAILBOX = 1024;
    private static final int PARTICIPANTS = 2;
    private static final Duration TICK = Duration.ofSeconds(1);

    private final SfuEvents events;
    private final Consumer<WorkedRoom> gone;
    private final RoomWork work;
    private final BlockingQueue<Step> mailbox = new ArrayBlockingQueue<>(MAILBOX);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Object gate = new Object();
    private final Set<ParticipantId> present = new HashSet<>();
    private volatile boolean isOver;

    /// @param gone is told, once, when this is not there any more for its owner
    WorkedRoom(SfuEvents events, Function<RoomInside, RoomWork> work, Consumer<WorkedRoom> gone) {
        this.events = events;
        this.gone = gone;
        this.work = work.apply(this);
    }

    /// @param name of its thread
    void start(String name) {
        Thread.ofVirtual().name(name).start(this::run);
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
        post(_ -> work.join(leg));
    }

    @Override
    public void describe(ParticipantId who, Description description) {
        post(_ -> work.describe(who, description));
    }

    @Override
    public void candidate(ParticipantId who, Candidate candidate) {
        post(_ -> work.candidate(who, candidate));
    }

    @Override
    public void restartIce(ParticipantId who, PcId pc) {
        post(_ -> work.restartIce(who, pc));
    }

    @Override
    public void leave(ParticipantId who) {
        synchronized (gate) {
            present.remove(who);
        }
        post(_ -> work.leave(who));
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

    /// Nothing of it is left at the media server, or nothing can be said of it any more.
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
        post(work::lookAround);
    }

    /// Waits until nothing of it is left at the media server.
    void awaitEnd(Duration patience) throws InterruptedException {
        if (!ended.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            LOG.atWarn().log("A room stays at its media server: it was not released in time");
        }
    }

    private void letGo() {
        gone.accept(this);
        // If it is full, the thread is awake anyway.
        var isWoken = mailbox.offer(_ -> {});
        LOG.atTrace().addKeyValue("isWoken", isWoken).log("Letting go");
    }

    @Override
    public void post(Step step) {
        if (!isOver && !mailbox.offer(step)) {
            onLost();
        }
    }

    @Override
    public void emit(SfuEvent event) {
        synchronized (gate) {
            if (!isOver) {
                events.onEvent(event);
            }
        }
    }

    private void run() {
        try {
            work.begin();
            while (!isOver) {
                @Nullable Step step = mailbox.poll(TICK.toNanos(), TimeUnit.NANOSECONDS);
                long nowNanos = System.nanoTime();
                if (step != null && !isOver) {
                    step.run(nowNanos);
                }
                work.onTick(nowNanos);
            }
        } catch (ServerGoneException e) {
            if (!isOver) {
                LOG.atWarn().log("Room lost: {}", e.getMessage());
            }
        } catch (RoomFailedException e) {
            work.onFailure(e);
            LOG.atError().log("Room lost: {}", e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) {
            LOG.atError().setCause(bug).log("A room broke");
        } finally {
            onLost();
            work.clearAway();
            ended.countDown();
        }
    }
}
