package com.exorlive.meeting.loadtests.load;

import com.exorlive.meeting.loadtests.measure.ServerProcess;
import com.exorlive.meeting.loadtests.measure.Timings;
import com.exorlive.meeting.loadtests.measure.UdpDrops;
import com.exorlive.meeting.loadtests.media.Handshakes;
import com.exorlive.meeting.loadtests.media.MediaCounts;
import com.exorlive.meeting.loadtests.media.MediaLoop;
import com.exorlive.meeting.loadtests.media.PeerContext;
import com.exorlive.meeting.loadtests.page.SignalingCounts;
import com.exorlive.meeting.loadtests.people.PairOfPeople;
import com.exorlive.meeting.sfu.dtls.DtlsCertificate;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Many meetings at once, and what is seen of them each second. Used by one thread, which it blocks
/// as long as a step lasts.
public final class LoadRun implements AutoCloseable {
    private static final long SAMPLE_NANOS = 1_000_000_000L;
    private static final int HANDSHAKES_AT_ONCE = 8;
    private static final long JOIN_PATIENCE_NANOS = 60_000_000_000L;
    private static final long STOP_PATIENCE_MILLIS = 5000;

    private final LoadPlan plan;
    private final List<PairOfPeople> pairs;
    private final Optional<ServerProcess> server;
    private final Consumer<Sample> progress;
    private final Timings timings = new Timings();
    private final SignalingCounts signaling = new SignalingCounts();
    private final ScheduledExecutorService timers =
            Executors.newScheduledThreadPool(
                    1, Thread.ofPlatform().name("timers").daemon().factory());
    private final Handshakes handshakes = new Handshakes(HANDSHAKES_AT_ONCE);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<MediaLoop> loops = new ArrayList<>();
    private final List<MeetingDriver> drivers = new ArrayList<>();
    private final ServerDriver driver;
    private final OperatingSystemMXBean self =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final long beganNanos = System.nanoTime();
    private long sampledNanos = beganNanos;
    private long ownCpuNanos = self.getProcessCpuTime();

    /// @param factory of how participants come in
    /// @param server what is looked at each second, if it can be
    /// @param progress is told each second
    public LoadRun(
            LoadPlan plan,
            ServerDriver.Factory factory,
            List<PairOfPeople> pairs,
            Optional<ServerProcess> server,
            Consumer<Sample> progress)
            throws IOException, InterruptedException {
        this.plan = plan;
        this.pairs = List.copyOf(pairs);
        this.server = server;
        this.progress = progress;
        for (int i = 0; i < plan.loops(); i++) {
            loops.add(new MediaLoop("media-" + i, plan.seed() + i));
        }
        this.driver =
                factory.on(
                        new Generator(
                                new PeerContext(
                                        DtlsCertificate.generate(new SecureRandom(), Instant.now()),
                                        plan.profiles(),
                                        plan.media(),
                                        plan.network(),
                                        handshakes),
                                loops,
                                new AtomicInteger(),
                                timers,
                                signaling,
                                timings));
    }

    public Timings timings() {
        return timings;
    }

    public SignalingCounts signaling() {
        return signaling;
    }

    /// How many meetings there could be.
    public int capacity() {
        return pairs.size();
    }

    /// Brings it to so many meetings at the planned rate, waits until all are up, or long enough,
    /// and lets them settle.
    ///
    /// @return every second of it
    public List<Sample> reach(int meetings) throws InterruptedException {
        var samples = new ArrayList<Sample>();
        while (drivers.size() > meetings) {
            drivers.getLast().stop();
            drivers.removeLast().awaitStopped(STOP_PATIENCE_MILLIS);
        }
        long beginNanos = System.nanoTime();
        int first = drivers.size();
        while (drivers.size() < meetings) {
            long due = beginNanos + (long) ((drivers.size() - first) / plan.perSecond() * 1e9);
            waitUntil(due, samples);
            var meeting =
                    new MeetingDriver(
                            driver,
                            timings,
                            pairs.get(drivers.size()),
                            plan.churn(),
                            plan.seed() * 31 + drivers.size());
            drivers.add(meeting);
            var _ = threads.submit(meeting);
        }
        long patienceNanos = System.nanoTime() + JOIN_PATIENCE_NANOS;
        while (upCount() < drivers.size() && System.nanoTime() - patienceNanos < 0) {
            samples.add(sample());
        }
        samples.addAll(hold(plan.settle().toNanos()));
        return samples;
    }

    /// Goes on for so long.
    public List<Sample> hold(long nanos) throws InterruptedException {
        var samples = new ArrayList<Sample>();
        long endNanos = System.nanoTime() + nanos;
        while (System.nanoTime() - endNanos < 0) {
            samples.add(sample());
        }
        return samples;
    }

    /// Datagrams that the operating system threw away until now because nobody read them in time.
    ///
    /// @param generator of sockets that are open now
    /// @param server only if it is on this machine
    public record Unread(long generator, long server) {}

    public Unread unread() {
        var own = new HashSet<Integer>();
        var servers = new HashSet<Integer>();
        for (var ports : loops.stream().map(MediaLoop::ports).toList()) {
            own.addAll(ports.join().own());
            servers.addAll(ports.join().servers());
        }
        return new Unread(UdpDrops.of(own), server.isEmpty() ? 0 : UdpDrops.of(servers));
    }

    /// Nobody sends media while it lasts; the meetings are kept.
    public void pause(boolean wanted) {
        loops.forEach(loop -> loop.pause(wanted));
    }

    private void waitUntil(long nanos, List<Sample> samples) throws InterruptedException {
        while (nanos - System.nanoTime() > 0) {
            long left = nanos - System.nanoTime();
            if (sampledNanos + SAMPLE_NANOS - nanos <= 0) {
                samples.add(sample());
            } else {
                TimeUnit.NANOSECONDS.sleep(left);
            }
        }
    }

    private int upCount() {
        return (int) drivers.stream().filter(MeetingDriver::isUp).count();
    }

    /// Sleeps until the second is over and says what was in it.
    private Sample sample() throws InterruptedException {
        long wait = sampledNanos + SAMPLE_NANOS - System.nanoTime();
        if (wait > 0) {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
        var all = new MediaCounts();
        long busiest = 0;
        for (var collected : loops.stream().map(MediaLoop::collect).toList()) {
            var counts = collected.join();
            busiest = Math.max(busiest, counts.loopCpuNanos);
            all.add(counts);
        }
        long now = System.nanoTime();
        long cpu = self.getProcessCpuTime();
        var sample =
                new Sample(
                        now - beganNanos,
                        now - sampledNanos,
                        upCount(),
                        timings.takeSetUps(),
                        all,
                        (double) busiest / (now - sampledNanos),
                        cpu - ownCpuNanos,
                        server.flatMap(ServerProcess::usage));
        sampledNanos = now;
        ownCpuNanos = cpu;
        progress.accept(sample);
        return sample;
    }

    /// Ends every meeting, so that none is left open for the next run to find.
    public void endMeetings() {
        drivers.forEach(MeetingDriver::stop);
        try {
            for (var each : drivers) {
                each.awaitStopped(STOP_PATIENCE_MILLIS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        drivers.clear();
    }

    @Override
    public void close() {
        endMeetings();
        driver.close();
        threads.shutdownNow();
        timers.shutdownNow();
        handshakes.close();
        loops.forEach(MediaLoop::close);
    }
}
