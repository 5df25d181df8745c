package com.exorlive.meeting.edge;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.server.Handler;

/// What an operator's machines ask: `/livez`, `/readyz`, `/metrics`. Belongs on a port of its own
/// that the world can't reach.
public final class AdminRoutes {
    private AdminRoutes() {}

    public static Handler handler(Health health, PrometheusRegistry metrics) {
        return handler(health, metrics, routes -> routes);
    }

    /// @param more adds what else this process lets its operator do
    public static Handler handler(
            Health health, PrometheusRegistry metrics, UnaryOperator<HttpRoutes.Builder> more) {
        JvmMetrics.builder().register(metrics);
        return more.apply(HttpRoutes.builder())
                .get("/livez", _ -> Reply.json(200, Map.of("status", "alive")))
                .get("/readyz", _ -> ready(health))
                .get("/metrics", _ -> metrics(metrics))
                .build();
    }

    private static Reply ready(Health health) {
        var failing = health.failing();
        return failing.isEmpty()
                ? Reply.json(200, Map.of("status", "ready"))
                : Reply.json(503, Map.of("status", "not-ready", "failing", failing));
    }

    private static Reply metrics(PrometheusRegistry metrics) throws IOException {
        var writer = PrometheusTextFormatWriter.create();
        var out = new ByteArrayOutputStream();
        writer.write(out, metrics.scrape());
        return Reply.text(200, writer.getContentType(), out.toString(StandardCharsets.UTF_8));
    }
}
