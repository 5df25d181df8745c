package com.exorlive.meeting.standalone;

import com.exorlive.meeting.sfucontrol.kurento.KurentoCounters;
import com.exorlive.meeting.sfucontrol.kurento.KurentoSfu;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// Shows what happened at each Kurento to the operator's dashboards. Without one there is nothing
/// to show.
final class KurentoMetrics {
    private KurentoMetrics() {}

    /// @param servers by address
    static void register(SequencedMap<String, KurentoSfu> servers, PrometheusRegistry metrics) {
        if (servers.isEmpty()) {
            return;
        }
        CounterWithCallback.builder()
                .name("exorlive_kurento_events_total")
                .help("What happened at Kurento, by media server and kind of event")
                .labelNames("server", "event")
                .callback(
                        call ->
                                servers.forEach(
                                        (server, kurento) ->
                                                words(kurento.counters())
                                                        .forEach(
                                                                (event, count) ->
                                                                        call.call(
                                                                                count, server,
                                                                                event))))
                .register(metrics);
    }

    private static Map<String, Long> words(KurentoCounters counters) {
        var words = new LinkedHashMap<String, Long>();
        words.put("session", counters.sessions());
        words.put("resumed", counters.resumed());
        words.put("adopted", counters.adopted());
        words.put("orphan", counters.orphans());
        words.put("transcoding", counters.transcodings());
        words.put("payload-error", counters.payloadErrors());
        words.put("stuck", counters.stuck());
        words.put("other-error", counters.otherErrors());
        words.put("refused", counters.refused());
        return words;
    }
}
