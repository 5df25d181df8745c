package com.exorlive.meeting.signaling.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.DoubleSupplier;

/// What an operator of several nodes can count. Thread-safe.
public final class RegistryMetrics {
    private static final double NANOS = 1e9;

    private final PrometheusRegistry registry;
    private final Counter claims;
    private final Counter lost;
    private final Counter forwarded;
    private final Histogram latency;

    public RegistryMetrics(PrometheusRegistry registry) {
        this.registry = registry;
        claims =
                Counter.builder()
                        .name("signaling_registry_claims")
                        .help("Claims of rooms, by what became of them")
                        .labelNames("outcome")
                        .register(registry);
        lost =
                Counter.builder()
                        .name("signaling_registry_rooms_lost")
                        .help(
                                "Rooms let go of, because they ended elsewhere or another node has"
                                        + " them")
                        .labelNames("why")
                        .register(registry);
        forwarded =
                Counter.builder()
                        .name("signaling_forwarded_sockets")
                        .help("Sockets whose room is at another node, by what became of them")
                        .labelNames("outcome")
                        .register(registry);
        latency =
                Histogram.builder()
                        .name("signaling_registry_seconds")
                        .help("How long Redis took to answer")
                        .labelNames("script")
                        .classicUpperBounds(0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3)
                        .register(registry);
    }

    /// @param script a stable word of a short list
    public void onAsked(String script, long nanos) {
        latency.labelValues(script).observe(nanos / NANOS);
    }

    public void onClaim(String outcome) {
        claims.labelValues(outcome).inc();
    }

    public void onLost(boolean isOver) {
        lost.labelValues(isOver ? "over" : "fenced").inc();
    }

    public void onForwarded(String outcome) {
        forwarded.labelValues(outcome).inc();
    }

    /// Shows a figure whenever somebody looks.
    public void show(String name, String help, DoubleSupplier figure) {
        GaugeWithCallback.builder()
                .name("signaling_" + name)
                .help(help)
                .callback(callback -> callback.call(figure.getAsDouble()))
                .register(registry);
    }
}
