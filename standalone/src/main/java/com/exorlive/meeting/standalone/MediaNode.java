package com.exorlive.meeting.standalone;

import com.exorlive.meeting.edge.AdminRoutes;
import com.exorlive.meeting.edge.Health;
import com.exorlive.meeting.edge.HttpServer;
import com.exorlive.meeting.edge.Reply;
import com.exorlive.meeting.sfucontrol.EmbeddedSfu;
import com.exorlive.meeting.sfucontrol.remote.MediaServer;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/// A media server for products in other processes, and nothing else: knows neither people nor
/// meetings, has no database and no pages.
final class MediaNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MediaNode.class);
    private static final Duration LOOK_EACH = Duration.ofMillis(250);

    /// The command that starts it.
    @Command(
            name = "media",
            mixinStandardHelpOptions = true,
            description =
                    "Starts a media server for products on other machines (docs/media-servers.md).")
    static final class Start {}

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final MediaServer server;
    private final int adminPort;

    private MediaNode(MediaNodeSettings settings) throws Exception {
        try {
            var metrics = new PrometheusRegistry();
            var sfu = own(Wiring.sfu(settings.media()));
            MediaMetrics.register(sfu, metrics);
            server = own(serve(settings, sfu));
            register(metrics);
            adminPort = startAdmin(settings, metrics);
            server.start();
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    /// @throws StartException with one line that says what is in the way
    static MediaNode start(MediaNodeSettings settings) {
        try {
            return new MediaNode(settings);
        } catch (StartException e) {
            throw e;
        } catch (Exception e) {
            throw new StartException("Could not start: " + e.getMessage(), e);
        }
    }

    private static MediaServer serve(MediaNodeSettings settings, EmbeddedSfu sfu) {
        try {
            return new MediaServer(
                    sfu, settings.bind(), settings.port(), settings.secret(), System::nanoTime);
        } catch (IOException e) {
            var port = "Port %d of %s".formatted(settings.port(), settings.bind());
            throw new StartException(
                    port + " can't be had (exorlive.media.remote): " + e.getMessage(), e);
        }
    }

    private int startAdmin(MediaNodeSettings settings, PrometheusRegistry metrics)
            throws Exception {
        var admin = settings.admin();
        var http =
                own(
                        Standalone.bind(
                                "admin",
                                new HttpServer.Address(
                                        admin.bind(), admin.port(), Optional.empty())));
        var health = new Health(List.of(new Health.Check("media", server::isReady)));
        http.serve(
                AdminRoutes.handler(
                        health,
                        metrics,
                        routes ->
                                routes.get("/draining", _ -> look())
                                        .route("PUT", "/draining", _ -> drain(true))
                                        .route("DELETE", "/draining", _ -> drain(false))));
        return http.port();
    }

    private Reply drain(boolean isDraining) {
        LOG.atInfo().addKeyValue("isDraining", isDraining).log("Told by an operator");
        server.drain(isDraining);
        return look();
    }

    private Reply look() {
        return Reply.json(200, Map.of("draining", server.isDraining(), "rooms", server.rooms()));
    }

    private void register(PrometheusRegistry metrics) {
        show(metrics, "rooms", "Rooms of all who use this server", server::rooms);
        show(metrics, "drivers", "Processes that use this server", server::drivers);
        show(metrics, "draining", "1 if it takes no more rooms", () -> server.isDraining() ? 1 : 0);
    }

    private static void show(
            PrometheusRegistry metrics, String name, String help, IntSupplier value) {
        GaugeWithCallback.builder()
                .name("exorlive_media_node_" + name)
                .help(help)
                .callback(call -> call.call(value.getAsInt()))
                .register(metrics);
    }

    private <T extends AutoCloseable> T own(T part) {
        parts.push(part);
        return part;
    }

    /// Where those who use it come.
    int port() {
        return server.port();
    }

    int adminPort() {
        return adminPort;
    }

    /// Takes no more rooms, and waits until there are none.
    void drain(Duration atMost) throws InterruptedException {
        server.drain(true);
        long endNanos = System.nanoTime() + atMost.toNanos();
        while (server.rooms() > 0 && endNanos - System.nanoTime() > 0) {
            Thread.sleep(LOOK_EACH);
        }
    }

    /// Stops everything, the newest part first. Goes on when a part fails to stop.
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                LOG.atWarn().setCause(e).log("A part did not stop");
            }
        }
    }
}
