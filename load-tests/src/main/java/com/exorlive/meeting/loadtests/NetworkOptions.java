package com.exorlive.meeting.loadtests;

import com.exorlive.meeting.loadtests.measure.ServerProcess;
import com.exorlive.meeting.loadtests.network.NetworkSpec;
import com.exorlive.meeting.loadtests.network.WaySpec;
import com.exorlive.meeting.loadtests.turn.TurnServer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The network between the participants and the server.
final class NetworkOptions {
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

    @Option(names = "--jitter-down", paramLabel = "TIME", converter = Units.DurationReader.class)
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
                new WaySpec(loss, burst, delay.toNanos(), jitter.toNanos(), rate, queue.toNanos()),
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
            throw new IllegalArgumentException("--turn is turn:HOST:PORT, and wants --turn-secret");
        }
        return new TurnServer(
                new InetSocketAddress(parts[1], Integer.parseInt(parts[2])), turnSecret);
    }

    /// The TURN server's, if it is of this machine.
    Optional<ServerProcess> turnProcess() {
        return Optional.ofNullable(turnPid).map(ServerProcess::new);
    }
}
