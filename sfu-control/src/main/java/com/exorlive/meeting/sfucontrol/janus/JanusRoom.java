package com.exorlive.meeting.sfucontrol.janus;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// A room as its owner sees it: who may be in it is decided here, at once; everything else waits
/// for the room's own virtual thread, which alone speaks to Janus. Thread-safe.
///
/// When the mailbox is full the room counts as lost and is made anew.
final class JanusRoom implements SfuRoom {
    private static final Logger LOG = LoggerFactory.getLogger(JanusRoom.class);
    private static final int MAILBOX = 1024;
    private static final int PARTICIPANTS = 2;

    private final SfuEvents events;
    private final Consumer<JanusRoom> gone;
    private final RoomWork work;
    private final BlockingQueue<RoomInput> mailbox = new ArrayBlockingQueue<>(MAILBOX);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Object gate = new Object();
    private final Set<ParticipantId> present = new HashSet<>();
    private volatile boolean isOver;

    /// @param gone is told, once, when this is not there any more for its owner
    JanusRoom(
            JanusSession session,
            String name,
            JanusSettings settings,
            SfuEvents events,
            Consumer<JanusRoom> gone) {
        this.events = events;
        this.gone = gone;
        this.work =
                new RoomWork(session, RoomBodies.of(name, settings), this::emit, this::onHandle);
    }

    void start() {
        Thread.ofVirtual().name("janus-room").start(this::run);
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
        // Janus learns from the browser's checks where it is, and so checks nobody else.
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

    /// Nothing of it is left at Janus, or nothing can be said of it any more.
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

    /// Waits until nothing of it is left at Janus.
    void awaitEnd(Duration patience) throws InterruptedException {
        if (!ended.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            LOG.atWarn().log("A room stays at Janus: it was not destroyed in time");
        }
    }

    private void letGo() {
        gone.accept(this);
        // If it is full, the thread is awake anyway.
        var isWoken = mailbox.offer(new RoomInput.Wake());
        LOG.atTrace().addKeyValue("isWoken", isWoken).log("Letting go");
    }

    private void onHandle(long handle, JsonNode event) {
        post(new RoomInput.Heard(handle, event));
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
            work.create();
            while (!isOver) {
                work.on(mailbox.take());
            }
        } catch (JanusGoneException e) {
            if (!isOver) {
                LOG.atWarn().log("Room lost: {}", e.getMessage());
            }
        } catch (JanusRefusedException e) {
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
