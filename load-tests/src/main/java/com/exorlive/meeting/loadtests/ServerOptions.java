package com.exorlive.meeting.loadtests;

import com.exorlive.meeting.loadtests.floor.FloorDriver;
import com.exorlive.meeting.loadtests.janus.JanusDriver;
import com.exorlive.meeting.loadtests.load.EmbeddedDriver;
import com.exorlive.meeting.loadtests.load.ServerDriver;
import com.exorlive.meeting.loadtests.measure.ServerProcess;
import com.exorlive.meeting.loadtests.people.Http;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What is under test, and where it is.
final class ServerOptions {
    /// What speaks at the address.
    enum Driver {
        EMBEDDED,
        JANUS,
        FLOOR
    }

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

    @Option(names = "--password", description = "of the people to sign in (the demo's)")
    String password = "demo-passord-2026";

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
