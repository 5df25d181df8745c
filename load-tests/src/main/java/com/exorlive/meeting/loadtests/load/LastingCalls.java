package com.exorlive.meeting.loadtests.load;

import com.exorlive.meeting.loadtests.measure.Timings;
import com.exorlive.meeting.loadtests.media.Handshakes;
import com.exorlive.meeting.loadtests.media.MediaLoop;
import com.exorlive.meeting.loadtests.media.MediaSpec;
import com.exorlive.meeting.loadtests.media.PeerContext;
import com.exorlive.meeting.loadtests.network.NetworkSpec;
import com.exorlive.meeting.loadtests.page.PageContext;
import com.exorlive.meeting.loadtests.page.SignalingCounts;
import com.exorlive.meeting.loadtests.people.Http;
import com.exorlive.meeting.loadtests.people.PairOfPeople;
import com.exorlive.meeting.loadtests.people.Tickets;
import com.exorlive.meeting.sfu.dtls.DtlsCertificate;
import com.exorlive.meeting.sfu.srtp.SrtpProfile;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/// Calls that are to outlast their servers: whoever is sent away comes back by itself. Used by one
/// thread.
public final class LastingCalls implements AutoCloseable {
    private static final int HANDSHAKES_AT_ONCE = 4;
    private static final Duration POLL = Duration.ofMillis(100);

    private final Generator generator;
    private final Duration patience;
    private final List<LastingParticipant> participants = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService timers =
            Executors.newScheduledThreadPool(
                    1, Thread.ofPlatform().name("timers").daemon().factory());
    private final Handshakes handshakes = new Handshakes(HANDSHAKES_AT_ONCE);
    private final MediaLoop loop;

    /// @param patience how long somebody tries to come back before the call counts as lost
    public LastingCalls(MediaSpec media, Duration patience, long seed) throws IOException {
        this.patience = patience;
        loop = new MediaLoop("media", seed);
        generator =
                new Generator(
                        new PeerContext(
                                DtlsCertificate.generate(new SecureRandom(), Instant.now()),
                                List.of(SrtpProfile.AEAD_AES_128_GCM),
                                media,
                                NetworkSpec.PERFECT,
                                handshakes),
                        List.of(loop),
                        new AtomicInteger(),
                        timers,
                        new SignalingCounts(),
                        new Timings());
    }

    /// A pair meets, each of the two by a way of their own.
    public void begin(PairOfPeople pair, Http hostsWay, Http inviteesWay)
            throws InterruptedException {
        var meeting = pair.meeting();
        int seed = participants.size();
        add(new LastingParticipant(shared(hostsWay), pair.host(), meeting, true, seed, patience));
        add(
                new LastingParticipant(
                        shared(inviteesWay), pair.invitee(), meeting, false, seed + 1, patience));
    }

    private void add(LastingParticipant participant) {
        participants.add(participant);
        var _ = threads.submit(participant);
    }

    private Shared shared(Http way) {
        return new Shared(
                generator,
                new Tickets(way),
                new PageContext(way.client(), timers, way.origin(), generator.signaling()));
    }

    /// Waits until all see each other, or some call is lost.
    ///
    /// @return whether all do
    public boolean awaitAllUp(Duration longest) throws InterruptedException {
        for (long left = longest.dividedBy(POLL); left > 0 && lost().isEmpty(); left--) {
            if (participants.stream().allMatch(LastingParticipant::isUp)) {
                return true;
            }
            Thread.sleep(POLL);
        }
        return false;
    }

    /// Why people are out of their meetings for good.
    public List<String> lost() {
        return participants.stream()
                .map(LastingParticipant::lost)
                .filter(why -> !why.isEmpty())
                .toList();
    }

    /// For how long people saw nothing, shortest first.
    public List<Duration> gaps() {
        return participants.stream().flatMap(it -> it.gaps().stream()).sorted().toList();
    }

    @Override
    public void close() {
        participants.forEach(LastingParticipant::stop);
        threads.shutdownNow();
        timers.shutdownNow();
        handshakes.close();
        loop.close();
    }
}
