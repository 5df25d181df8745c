package com.exorlive.meeting.loadtests.load;

import com.exorlive.meeting.loadtests.measure.Timings;
import com.exorlive.meeting.loadtests.media.MediaLoop;
import com.exorlive.meeting.loadtests.media.PeerContext;
import com.exorlive.meeting.loadtests.page.PageContext;
import com.exorlive.meeting.loadtests.people.Tickets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// What all meetings of a run have in common. Thread-safe.
record Shared(
        Tickets tickets,
        PageContext pages,
        PeerContext peers,
        List<MediaLoop> loops,
        AtomicInteger turn,
        Timings timings) {
    Shared {
        loops = List.copyOf(loops);
    }

    MediaLoop nextLoop() {
        return loops.get(Math.floorMod(turn.getAndIncrement(), loops.size()));
    }
}
