package com.exorlive.meeting.standalone;

import com.exorlive.meeting.sfucontrol.pool.SfuPool;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.ToDoubleFunction;

/// Shows each media server, of whatever kind, to the operator's dashboards.
final class PoolMetrics {
    private PoolMetrics() {}

    static void register(SfuPool pool, PrometheusRegistry metrics) {
        show(pool, metrics, "ready", "1 if it can be reached", it -> it.isReady() ? 1 : 0);
        show(pool, metrics, "rooms", "Rooms that it has now", SfuPool.Look::rooms);
        show(pool, metrics, "draining", "1 if it gets no new rooms", it -> it.isDraining() ? 1 : 0);
        show(
                pool,
                metrics,
                "other_rooms",
                "Rooms that it has for others",
                SfuPool.Look::otherRooms);
        CounterWithCallback.builder()
                .name("exorlive_media_server_lost_rooms_total")
                .help("Rooms that it has lost, by media server")
                .labelNames("server")
                .callback(call -> pool.look().forEach(it -> call.call(it.lost(), it.name())))
                .register(metrics);
    }

    private static void show(
            SfuPool pool,
            PrometheusRegistry metrics,
            String name,
            String help,
            ToDoubleFunction<SfuPool.Look> value) {
        GaugeWithCallback.builder()
                .name("exorlive_media_server_" + name)
                .help(help + ", by media server")
                .labelNames("server")
                .callback(
                        call ->
                                pool.look()
                                        .forEach(
                                                it ->
                                                        call.call(
                                                                value.applyAsDouble(it),
                                                                it.name())))
                .register(metrics);
    }
}
