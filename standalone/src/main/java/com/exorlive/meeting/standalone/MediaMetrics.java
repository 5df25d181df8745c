package com.exorlive.meeting.standalone;

import com.exorlive.meeting.sfucontrol.EmbeddedSfu;
import com.exorlive.meeting.sfucontrol.EmbeddedSfuCounters;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.function.Function;
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
        media.countEach(
                "dropped",
                "Datagrams that went no further, by reason",
                EmbeddedSfuCounters::dropped);
        media.countEach(
                "lost_legs",
                "Participants whom media could not reach any more, by reason",
                EmbeddedSfuCounters::lost);
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
        media.show(
                "handshakes_waiting",
                "Participants who wait for their turn to shake hands now",
                EmbeddedSfuCounters::handshakesWaiting);
        media.showLibrary();
    }

    private void showLibrary() {
        GaugeWithCallback.builder()
                .name("exorlive_media_srtp_library_info")
                .help("Whose AES-GCM takes the packets")
                .labelNames("library")
                .callback(callback -> callback.call(1, sfu.srtpLibrary()))
                .register(metrics);
    }

    private void count(String name, String help, ToDoubleFunction<EmbeddedSfuCounters> value) {
        CounterWithCallback.builder()
                .name("exorlive_media_" + name + "_total")
                .help(help)
                .callback(callback -> callback.call(value.applyAsDouble(sfu.counters())))
                .register(metrics);
    }

    private void countEach(
            String name, String help, Function<EmbeddedSfuCounters, Map<String, Long>> values) {
        CounterWithCallback.builder()
                .name("exorlive_media_" + name + "_total")
                .help(help)
                .labelNames("reason")
                .callback(
                        callback ->
                                values.apply(sfu.counters())
                                        .forEach((reason, count) -> callback.call(count, reason)))
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
