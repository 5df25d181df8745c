package com.exorlive.meeting.loadtests.floor;

import com.exorlive.meeting.loadtests.load.Attendance;
import com.exorlive.meeting.loadtests.load.Generator;
import com.exorlive.meeting.loadtests.load.ServerDriver;
import com.exorlive.meeting.loadtests.load.StepFailedException;
import com.exorlive.meeting.loadtests.load.Waiting;
import com.exorlive.meeting.loadtests.media.BarePeer;
import com.exorlive.meeting.loadtests.people.Person;
import java.net.InetSocketAddress;

/// Meetings over a [Forwarder]: the same packets, and no protocol but a greeting. Thread-safe.
public final class FloorDriver implements ServerDriver {
    private final Generator generator;
    private final InetSocketAddress forwarder;

    private FloorDriver(Generator generator, InetSocketAddress forwarder) {
        this.generator = generator;
        this.forwarder = forwarder;
    }

    public static ServerDriver.Factory at(InetSocketAddress forwarder) {
        return generator -> new FloorDriver(generator, forwarder);
    }

    @Override
    public Attendance join(Person person, String meeting, boolean isHost, long seed) {
        var peer =
                new BarePeer(
                        generator.peers(),
                        generator.nextLoop(),
                        Pairs.greeting(meeting.hashCode()),
                        seed);
        peer.connect(forwarder);
        return new Present(peer, System.nanoTime());
    }

    private record Present(BarePeer peer, long beganNanos) implements Attendance {
        @Override
        public long awaitMedia() throws InterruptedException {
            return Waiting.await(peer.whenFirstMedia(), "first picture");
        }

        @Override
        public void restartIce() {
            throw new StepFailedException("there is no ICE to restart");
        }

        @Override
        public void loseSocket() {
            throw new StepFailedException("there is no socket to lose");
        }

        @Override
        public void end() {
            leave();
        }

        @Override
        public void leave() {
            peer.close();
        }
    }
}
