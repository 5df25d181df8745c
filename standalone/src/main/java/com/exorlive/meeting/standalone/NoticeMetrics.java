package com.exorlive.meeting.standalone;

import com.exorlive.meeting.core.Core;
import com.exorlive.meeting.core.NoticeCounts;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.function.Function;

/// Shows to the operator's dashboards how many notices ("a message waits for you") are stuck.
final class NoticeMetrics {
    private NoticeMetrics() {}

    static void register(Core core, PrometheusRegistry metrics) {
        show(core, metrics, "waiting", "Notices still to be sent", NoticeCounts::waiting);
        show(core, metrics, "dead", "Notices given up in the last month", NoticeCounts::dead);
    }

    private static void show(
            Core core,
            PrometheusRegistry metrics,
            String name,
            String help,
            Function<NoticeCounts, Map<String, Long>> counts) {
        GaugeWithCallback.builder()
                .name("exorlive_notices_" + name)
                .help(help)
                .labelNames("channel")
                .callback(
                        callback ->
                                counts.apply(core.noticeCounts())
                                        .forEach((channel, n) -> callback.call(n, channel)))
                .register(metrics);
    }
}
