package com.exorlive.meeting.loadtests;

import com.exorlive.meeting.loadtests.floor.FloorDriver;
import com.exorlive.meeting.loadtests.janus.JanusDriver;
import com.exorlive.meeting.loadtests.load.Churn;
import com.exorlive.meeting.loadtests.load.EmbeddedDriver;
import com.exorlive.meeting.loadtests.load.LoadPlan;
import com.exorlive.meeting.loadtests.load.ServerDriver;
import com.exorlive.meeting.loadtests.measure.ServerProcess;
import com.exorlive.meeting.loadtests.media.MediaSpec;
import com.exorlive.meeting.loadtests.media.VideoSpec;
import com.exorlive.meeting.loadtests.network.NetworkSpec;
import com.exorlive.meeting.loadtests.network.WaySpec;
import com.exorlive.meeting.loadtests.people.Http;
import com.exorlive.meeting.loadtests.threshold.Threshold;
import com.exorlive.meeting.loadtests.turn.TurnServer;
import com.exorlive.meeting.sfu.srtp.SrtpProfile;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// What may be said on the command line.
final class Options {
    private static final int BITS_PER_BYTE = 8;
    private static final int SOUNDS_PER_SECOND = 50;

    enum Srtp {
        GCM(SrtpProfile.AEAD_AES_128_GCM),
        CM80(SrtpProfile.AES128_CM_HMAC_SHA1_80);

        private final SrtpProfile profile;

        Srtp(SrtpProfile profile) {
            this.profile = profile;
        }

        SrtpProfile profile() {
            return profile;
        }
    }

    /// What is under test.
    enum Driver {
        EMBEDDED,
        JANUS,
        FLOOR
    }

    static final class Load {
        @Option(names = "--meetings", paramLabel = "N", description = "pairs who meet at once (5)")
        int meetings = 5;

        @Option(
                names = "--ramp",
                paramLabel = "RATE",
                converter = Units.RateReader.class,
                description = "meetings begun a second, such as 5/s (default) or 30/m")
        double ramp = 5;

        @Option(
                names = "--warmup",
                paramLabel = "TIME",
                converter = Units.DurationReader.class,
                description = "from the last join until it counts (3s)")
        Duration warmup = Duration.ofSeconds(3);

        @Option(
                names = "--duration",
                paramLabel = "TIME",
                converter = Units.DurationReader.class,
                description = "how long it counts (30s)")
        Duration duration = Duration.ofSeconds(30);

        @Option(
                names = "--churn",
                paramLabel = "KIND=N",
                split = ",",
                description =
                        "what happens to each meeting how often a minute: meet-again, reload,"
                                + " ice-restart, resume (--churn reload=2,resume=1)")
        Map<String, Double> churn = new LinkedHashMap<>();

        @Option(
                names = "--call",
                paramLabel = "TIME",
                converter = Units.DurationReader.class,
                description = "each call lasts so long, then the two meet again (to the end)")
        Duration call = Duration.ZERO;

        @Option(
                names = "--soak",
                description =
                        "30-second calls back to back for 30 minutes, and nothing in the server may"
                                + " grow; what you say besides goes before")
        boolean soak;

        @Option(
                names = "--memory",
                description = "measure what a meeting takes of the server's memory")
        boolean memory;

        @Option(
                names = "--search",
                description =
                        "look for the most meetings that hold the thresholds, up to --meetings")
        boolean search;

        @Option(names = "--seed", paramLabel = "N", description = "repeats every random choice (1)")
        long seed = 1;
    }

    static final class Media {
        @Option(
                names = "--bitrate",
                paramLabel = "BITS",
                converter = Units.BitsReader.class,
                description = "of each camera (1M); 0 for sound alone")
        int bitrate = 1_000_000;

        @Option(names = "--fps", paramLabel = "N", description = "pictures a second (30)")
        int fps = 30;

        @Option(
                names = "--audio",
                paramLabel = "BITS",
                converter = Units.BitsReader.class,
                description = "of each microphone, in 50 packets a second (40k)")
        int audio = 40_000;

        @Option(
                names = "--key-interval",
                paramLabel = "SECONDS",
                description = "from key frame to key frame (10)")
        int keyInterval = 10;

        @Option(
                names = "--screen-share",
                paramLabel = "SHARE",
                converter = Units.ShareReader.class,
                description = "of the participants who also share a screen, such as 20%%")
        double screenShare;

        @Option(
                names = "--screen-bitrate",
                paramLabel = "BITS",
                converter = Units.BitsReader.class,
                description = "of each screen (1M)")
        int screenBitrate = VideoSpec.SCREEN.bitsPerSecond();

        @Option(names = "--screen-fps", paramLabel = "N", description = "pictures a second (10)")
        int screenFps = VideoSpec.SCREEN.framesPerSecond();

        @Option(
                names = "--rtx",
                description = "ask for what is missing (NACK), and send again what is asked for")
        boolean rtx;

        @Option(names = "--srtp", description = "protection of media: gcm (default), cm80")
        Srtp srtp = Srtp.GCM;

        MediaSpec spec() {
            return MediaSpec.of(new VideoSpec(bitrate, fps, keyInterval))
                    .withSound(audio / BITS_PER_BYTE / SOUNDS_PER_SECOND)
                    .withScreens(screenShare, new VideoSpec(screenBitrate, screenFps, keyInterval))
                    .withRepeats(rtx);
        }

        SrtpProfile profile() {
            return srtp.profile();
        }
    }

    static final class Network {
        @Option(
                names = "--loss",
                paramLabel = "SHARE",
                converter = Units.ShareReader.class,
                description = "made up here, on the way to the server, such as 2%%")
        double loss;

        @Option(
                names = "--loss-burst",
                paramLabel = "N",
                description = "packets lost in a row, in the middle, both ways (1)")
        double burst = 1;

        @Option(
                names = "--delay",
                paramLabel = "TIME",
                converter = Units.DurationReader.class,
                description = "made up here, such as 40ms")
        Duration delay = Duration.ZERO;

        @Option(
                names = "--jitter",
                paramLabel = "TIME",
                converter = Units.DurationReader.class,
                description = "up to so much more delay for each packet")
        Duration jitter = Duration.ZERO;

        @Option(
                names = "--rate",
                paramLabel = "BITS",
                converter = Units.BitsReader.class,
                description = "what each participant's way lets through, such as 300k (all)")
        int rate;

        @Option(
                names = "--loss-down",
                paramLabel = "SHARE",
                converter = Units.ShareReader.class,
                description = "these four on the way back from the server")
        double lossDown;

        @Option(names = "--delay-down", paramLabel = "TIME", converter = Units.DurationReader.class)
        Duration delayDown = Duration.ZERO;

        @Option(
                names = "--jitter-down",
                paramLabel = "TIME",
                converter = Units.DurationReader.class)
        Duration jitterDown = Duration.ZERO;

        @Option(names = "--rate-down", paramLabel = "BITS", converter = Units.BitsReader.class)
        int rateDown;

        @Option(
                names = "--queue",
                paramLabel = "TIME",
                converter = Units.DurationReader.class,
                description = "what would wait longer in front of a --rate is lost (200ms)")
        Duration queue = Duration.ofMillis(200);

        @Option(
                names = "--turn",
                paramLabel = "URL",
                description = "all media by way of this TURN server over UDP (turn:HOST:PORT)")
        @Nullable String turn;

        @Option(
                names = "--turn-secret",
                paramLabel = "SECRET",
                description = "what it shares with the server: exorlive.turn.secret")
        String turnSecret = "";

        @Option(
                names = "--turn-pid",
                paramLabel = "PID",
                description = "the TURN server's process, to see what it takes of the processor")
        @Nullable Long turnPid;

        NetworkSpec spec() {
            return new NetworkSpec(
                    new WaySpec(
                            loss, burst, delay.toNanos(), jitter.toNanos(), rate, queue.toNanos()),
                    new WaySpec(
                            lossDown,
                            burst,
                            delayDown.toNanos(),
                            jitterDown.toNanos(),
                            rateDown,
                            queue.toNanos()),
                    turn == null ? List.of() : List.of(turnServer(turn)));
        }

        private TurnServer turnServer(String url) {
            var parts = url.split(":", -1);
            if (parts.length != 3 || !parts[0].equals("turn") || turnSecret.isEmpty()) {
                throw new IllegalArgumentException(
                        "--turn is turn:HOST:PORT, and wants --turn-secret");
            }
            return new TurnServer(
                    new InetSocketAddress(parts[1], Integer.parseInt(parts[2])), turnSecret);
        }

        /// The TURN server's, if it is of this machine.
        Optional<ServerProcess> turnProcess() {
            return Optional.ofNullable(turnPid).map(ServerProcess::new);
        }
    }

    static final class Server {
        @Option(
                names = "--url",
                paramLabel = "URL",
                description = "where the pages are (http://localhost:8080)")
        String url = "http://localhost:8080";

        @Option(
                names = "--metrics-url",
                paramLabel = "URL",
                description = "the server's own numbers (http://127.0.0.1:8081/metrics)")
        String metricsUrl = "http://127.0.0.1:8081/metrics";

        @Option(
                names = "--server-pid",
                paramLabel = "PID",
                description =
                        "whose processor and memory to watch; found by itself if it is on this machine")
        @Nullable Long pid;

        @Option(
                names = "--live-heap",
                paramLabel = "TIME",
                converter = Units.DurationReader.class,
                description =
                        "so often have the server collect its garbage, to see what is left (never)")
        Duration liveHeap = Duration.ZERO;

        @Option(
                names = "--tokens",
                paramLabel = "FILE",
                description =
                        "instead of signing in: lines of meeting id, token of the host, token of the invitee")
        @Nullable Path tokens;

        @Option(
                names = "--driver",
                description =
                        "what --url is: our own server (embedded, the default), the WebSocket of a"
                                + " Janus (ws://HOST:8188), or a bare forwarder (udp://HOST:PORT)")
        Driver driver = Driver.EMBEDDED;

        @Option(names = "--janus-secret", description = "of the API of that Janus")
        String janusSecret = "";

        /// @param http of our own server
        ServerDriver.Factory driver(Http http) {
            var address = URI.create(url);
            return switch (driver) {
                case EMBEDDED -> EmbeddedDriver.over(http);
                case JANUS -> JanusDriver.at(address, janusSecret);
                case FLOOR ->
                        FloorDriver.at(new InetSocketAddress(address.getHost(), address.getPort()));
            };
        }

        @Option(names = "--password", description = "of the people to sign in (the demo's)")
        String password = "demo-passord-2026";

        /// Empty if it is elsewhere, or not ours to look at.
        Optional<ServerProcess> process() {
            if (pid != null) {
                return Optional.of(new ServerProcess(pid));
            }
            var address = URI.create(url);
            int usual = "https".equals(address.getScheme()) ? 443 : 80;
            return isHere(address.getHost())
                    ? ServerProcess.listeningOn(address.getPort() > 0 ? address.getPort() : usual)
                    : Optional.empty();
        }

        private static boolean isHere(String host) {
            return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
        }
    }

    static final class Output {
        @Option(
                names = "--threshold",
                paramLabel = "RULE",
                description =
                        "what must hold, such as 'latency.p99<5ms', 'loss<0.1%%', 'join.p95<2s',"
                                + " 'server.cpu<1'; may be repeated (default: no failure, loss<0.1%%)")
        List<String> thresholds = List.of();

        /// @param usual those that hold if nothing is said
        List<Threshold> thresholds(String... usual) {
            var texts = thresholds.isEmpty() ? List.of(usual) : thresholds;
            return texts.stream().map(Threshold::parse).toList();
        }

        @Option(names = "--json", paramLabel = "FILE", description = "write all numbers here")
        @Nullable Path json;

        @Option(names = "--junit", paramLabel = "FILE", description = "write JUnit XML here")
        @Nullable Path junit;

        @Option(names = "--html", paramLabel = "FILE", description = "write a page with plots here")
        @Nullable Path html;

        @Option(
                names = "--compare",
                paramLabel = "FILE",
                description = "show it beside an earlier run's JSON file")
        @Nullable Path compare;

        @Option(
                names = "--report-anyway",
                description =
                        "report even if the generator did not keep up (the numbers are its own)")
        boolean anyway;

        @Option(names = "--quiet", description = "no line of progress")
        boolean quiet;

        @Option(
                names = "--loops",
                paramLabel = "N",
                description = "event loops of the generator (1; each takes a core at most)")
        int loops = 1;
    }

    @ArgGroup(exclusive = false, heading = "%nThe load%n")
    Load load = new Load();

    @ArgGroup(exclusive = false, heading = "%nWhat each sends%n")
    Media media = new Media();

    @ArgGroup(exclusive = false, heading = "%nA bad network%n")
    Network network = new Network();

    @ArgGroup(exclusive = false, heading = "%nThe server%n")
    Server server = new Server();

    @ArgGroup(exclusive = false, heading = "%nThe report%n")
    Output output = new Output();

    /// @throws IllegalArgumentException if something is out of range
    LoadPlan plan() {
        if (server.driver != Driver.EMBEDDED && !load.churn.isEmpty()) {
            throw new IllegalArgumentException("--churn is for our own server alone");
        }
        if (server.driver == Driver.JANUS && network.turn != null) {
            throw new IllegalArgumentException("--turn is not for Janus");
        }
        return new LoadPlan(
                load.ramp,
                load.warmup,
                load.duration,
                media.spec(),
                network.spec(),
                List.of(media.profile()),
                Churn.of(load.churn).withCallsOf(load.call.toNanos()),
                output.loops,
                load.seed);
    }

    List<Threshold> thresholds() {
        return output.thresholds("failures==0", "loss<0.1%");
    }

    Optional<Path> tokens() {
        return Optional.ofNullable(server.tokens);
    }
}
