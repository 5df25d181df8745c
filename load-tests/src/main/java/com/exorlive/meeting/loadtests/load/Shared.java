package com.exorlive.meeting.loadtests.load;

import com.exorlive.meeting.loadtests.measure.Timings;
import com.exorlive.meeting.loadtests.media.MediaLoop;
import com.exorlive.meeting.loadtests.media.PeerContext;
import com.exorlive.meeting.loadtests.page.PageContext;
import com.exorlive.meeting.loadtests.people.Tickets;

/// What all participants on our own server have in common. Thread-safe.
record Shared(Generator generator, Tickets tickets, PageContext pages) {
    PeerContext peers() {
        return generator.peers();
    }

    Timings timings() {
        return generator.timings();
    }

    MediaLoop nextLoop() {
        return generator.nextLoop();
    }
}
