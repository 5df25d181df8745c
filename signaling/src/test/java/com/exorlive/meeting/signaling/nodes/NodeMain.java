package com.exorlive.meeting.signaling.nodes;

import com.exorlive.meeting.edge.HttpServer;
import com.exorlive.meeting.signaling.FakeCore;
import com.exorlive.meeting.signaling.Signaling;
import com.exorlive.meeting.signaling.SignalingSettings;
import com.exorlive.meeting.signaling.room.FakeSfu;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/// One of several nodes, in a process of its own. Prints its port once it is ready.
final class NodeMain {
    static final String ORIGIN = "https://meet.example";
    static final String SECRET = "what the nodes of a test know, and nobody else";

    private static final int CHUNK = 1 << 20;

    private NodeMain() {}

    /// @param arguments name, core's address, Redis's address, data directory, seconds that it
    ///      waits for its meetings when it is told to stop, its address
    public static void main(String[] arguments) throws Exception {
        var core = arguments[1];
        var settings =
                new SignalingSettings(
                        Set.of(ORIGIN),
                        "ws://somewhere.example/api/ws",
                        FakeCore.ISSUER,
                        new SignalingSettings.Core(
                                URI.create(core + "/oidc/jwks"),
                                URI.create(core + "/oidc/token"),
                                URI.create(core + "/core/v1"),
                                "signaling-id",
                                "s3cret"),
                        Path.of(arguments[3]),
                        SignalingSettings.Meetings.defaults(),
                        SignalingSettings.Limits.defaults()
                                .withCounts(10_000, 10_000, 1_000, 1_000),
                        SignalingSettings.Turn.none(),
                        Optional.of(
                                new SignalingSettings.Nodes(
                                        arguments[0],
                                        arguments[2],
                                        InetAddress.ofLiteral(arguments[5]),
                                        0,
                                        arguments[5],
                                        SECRET,
                                        Duration.ofSeconds(Long.parseLong(arguments[4])),
                                        Optional.empty())),
                        SignalingSettings.Tokens.ofCore());
        var signaling =
                new Signaling(
                        settings, new FakeSfu(), new PrometheusRegistry(), InstantSource.system());
        var server =
                HttpServer.start(
                        "node",
                        new HttpServer.Address(arguments[5], 0, Optional.empty()),
                        signaling.handler());
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    try {
                                        signaling.drain(Duration.ofSeconds(1));
                                    } catch (InterruptedException _) {
                                        Thread.currentThread().interrupt();
                                    }
                                    signaling.close();
                                    server.close();
                                }));
        System.out.println("PORT " + server.port());
        while (!signaling.isReady()) {
            Thread.sleep(50);
        }
        System.out.println("READY");
        obey();
        new CountDownLatch(1).await();
    }

    /// Does what the test says on standard input: `fill` takes all of the heap.
    private static void obey() throws IOException {
        var said = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = said.readLine()) != null; ) {
            if (line.equals("fill")) {
                fillHeap();
            }
        }
    }

    /// Ends with the process. Says when there is next to nothing left.
    private static void fillHeap() {
        var runtime = Runtime.getRuntime();
        var kept = new ArrayList<byte[]>();
        for (var told = false; kept.size() < Integer.MAX_VALUE; ) {
            kept.add(new byte[CHUNK]);
            var used = runtime.totalMemory() - runtime.freeMemory();
            if (!told && runtime.maxMemory() - used < 2 * CHUNK) {
                System.out.println("FULL");
                told = true;
            }
        }
    }
}
