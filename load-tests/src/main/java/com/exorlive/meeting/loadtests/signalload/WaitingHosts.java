package com.exorlive.meeting.loadtests.signalload;

import com.exorlive.meeting.loadtests.people.DemoPair;
import com.exorlive.meeting.loadtests.people.RefusedException;
import com.exorlive.meeting.loadtests.signalload.TalkingPage.FailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// Hosts who wait: one socket in each of many rooms, with nothing on it but heartbeats. Each host
/// waits in as many rooms as it has contacts.
final class WaitingHosts {
    private static final int JOINS_AT_ONCE = 32;

    private final SignalContext context;
    private final ConcurrentLinkedQueue<TalkingPage> open = new ConcurrentLinkedQueue<>();

    private WaitingHosts(SignalContext context) {
        this.context = context;
    }

    private record Door(DemoPair pair, String contact) {}

    /// Returns when all wait, but for those that could not: they are failures of the run.
    ///
    /// @throws IllegalArgumentException if there are too few rooms to be had
    static WaitingHosts open(SignalContext context, int wanted) throws InterruptedException {
        var hosts = new WaitingHosts(context);
        hosts.open(hosts.doors(wanted));
        context.progress().accept(hosts.open.size() + " sockets wait");
        return hosts;
    }

    List<TalkingPage> pages() {
        return List.copyOf(open);
    }

    int count() {
        return open.size();
    }

    private List<Door> doors(int wanted) throws InterruptedException {
        var doors = new ArrayList<Door>();
        for (var pair : context.pairs()) {
            if (pair instanceof DemoPair demo && doors.size() < wanted) {
                for (var contact : demo.contacts()) {
                    doors.add(new Door(demo, contact));
                }
            }
        }
        if (doors.size() < wanted) {
            throw new IllegalArgumentException(
                    "There are %d rooms to wait in, not %d: more --pairs, or more exorlive.demo.load-test-contacts"
                            .formatted(doors.size(), wanted));
        }
        return doors.subList(0, wanted);
    }

    private void open(List<Door> doors) throws InterruptedException {
        var turns = new Semaphore(JOINS_AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            int count = 0;
            for (var door : doors) {
                turns.acquire();
                var _ = threads.submit(() -> wait(door, turns));
                count++;
                if (count % 500 == 0) {
                    context.progress().accept("opening: " + open.size() + " sockets");
                }
            }
        }
    }

    private void wait(Door door, Semaphore turns) {
        try {
            var id = door.pair().meetingWith(door.contact());
            open.add(TalkingPage.join(context, door.pair().host(), id));
        } catch (FailedException | RefusedException e) {
            context.timings().failed(String.valueOf(e.getMessage()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            turns.release();
        }
    }

    /// Ends the meetings too, so that the next run finds none.
    void close() throws InterruptedException {
        var turns = new Semaphore(JOINS_AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var page : open) {
                turns.acquire();
                var _ =
                        threads.submit(
                                () -> {
                                    try {
                                        page.end();
                                    } finally {
                                        page.leave();
                                        turns.release();
                                    }
                                    return null;
                                });
            }
        }
    }
}
