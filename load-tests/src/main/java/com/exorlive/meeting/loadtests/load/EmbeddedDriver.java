package com.exorlive.meeting.loadtests.load;

import com.exorlive.meeting.loadtests.page.PageContext;
import com.exorlive.meeting.loadtests.people.Http;
import com.exorlive.meeting.loadtests.people.Person;
import com.exorlive.meeting.loadtests.people.Tickets;

/// Our own product with its embedded media server, over the public protocol.
public final class EmbeddedDriver implements ServerDriver {
    private final Shared shared;

    private EmbeddedDriver(Shared shared) {
        this.shared = shared;
    }

    public static ServerDriver.Factory over(Http http) {
        return generator ->
                new EmbeddedDriver(
                        new Shared(
                                generator,
                                new Tickets(http),
                                new PageContext(
                                        http.client(),
                                        generator.timers(),
                                        http.origin(),
                                        generator.signaling())));
    }

    @Override
    public Attendance join(Person person, String meeting, boolean isHost, long seed)
            throws InterruptedException {
        return Participant.join(shared, person, meeting, isHost, seed);
    }
}
