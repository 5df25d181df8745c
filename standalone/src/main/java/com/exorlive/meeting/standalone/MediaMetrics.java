package com.exorlive.meeting.standalone;

import com.exorlive.meeting.sfucontrol.EmbeddedSfu;
import com.exorlive.meeting.sfucontrol.EmbeddedSfuCounters;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.ToDoubleFunction;

/// Shows what the embedded media server counts to the operator's dashboards.
final class MediaMetrics {
    private final EmbeddedSfu sfu;
    private final PrometheusRegistry metrics;

    private MediaMetrics(EmbeddedSfu sfu, PrometheusRegistry metrics) {
        this.sfu = sfu;
        this.metrics = metrics;
    }

    static void register(EmbeddedSfu sfu, PrometheusRegistry metrics) {
        var media = new MediaMetrics(sfu, metrics);
        media.count(
                "forwarded_packets",
                "Packets that reached the other one",
                EmbeddedSfuCounters::forwardedPackets);
        media.count(
                "forwarded_bytes",
                "Bytes that reached the other one",
                EmbeddedSfuCounters::forwardedBytes);
        media.count(
                "forgeries",
                "Packets and checks that their key did not make",
                EmbeddedSfuCounters::forgeries);
        media.count("replays", "Packets seen before, or too old", EmbeddedSfuCounters::replays);
        media.count(
                "malformed", "Datagrams that are nothing known", EmbeddedSfuCounters::malformed);
        media.count(
                "strangers",
                "Datagrams from unknown addresses or for unknown names",
                EmbeddedSfuCounters::strangers);
        media.count(
                "throttled",
                "Datagrams over a rate, a queue or a number of streams",
                EmbeddedSfuCounters::throttled);
        media.count(
                "unwanted",
                "Genuine packets for which nobody was there",
                EmbeddedSfuCounters::unwanted);
        media.count(
                "unsent",
                "Packets that the operating system did not take",
                EmbeddedSfuCounters::unsent);
        media.count(
                "overrun",
                "Datagrams that came and that nobody took in time",
                EmbeddedSfuCounters::overrun);
        media.show("rooms", "Rooms now", EmbeddedSfuCounters::rooms);
        media.show("legs", "Participants now", EmbeddedSfuCounters::legs);
        media.show(
                "connected_legs",
                "Participants whose media is up now",
                EmbeddedSfuCounters::connectedLegs);
    }

    private void count(String name, String help, ToDoubleFunction<EmbeddedSfuCounters> value) {
        CounterWithCallback.builder()
                .name("exorlive_media_" + name + "_total")
                .help(help)
                .callback(callback -> callback.call(value.applyAsDouble(sfu.counters())))
                .register(metrics);
    }

    private void show(String name, String help, ToDoubleFunction<EmbeddedSfuCounters> value) {
        GaugeWithCallback.builder()
                .name("exorlive_media_" + name)
                .help(help)
                .callback(callback -> callback.call(value.applyAsDouble(sfu.counters())))
                .register(metrics);
    }
}
