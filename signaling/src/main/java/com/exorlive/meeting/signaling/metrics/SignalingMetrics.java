package com.exorlive.meeting.signaling.metrics;

import com.exorlive.meeting.signaling.protocol.CloseCode;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/// What an operator can count. No label says anything about anybody. Thread-safe.
public final class SignalingMetrics {
    private final Counter joins;
    private final Counter refusals;
    private final Counter relayed;
    private final Counter resumes;
    private final Counter resyncs;
    private final Counter closes;
    private final Counter mediaLost;
    private final Counter reportsLost;
    private final Gauge rooms;
    private final Gauge seats;
    private final Gauge sockets;

    public SignalingMetrics(PrometheusRegistry registry) {
        joins = counter("joins", "Hellos that took a seat").register(registry);
        refusals =
                counter("refusals", "Tickets and sockets refused")
                        .labelNames("reason")
                        .register(registry);
        relayed = counter("relayed_messages", "End-to-end messages relayed").register(registry);
        resumes =
                counter("resumes", "Connections carried on over another socket").register(registry);
        resyncs =
                counter("resyncs", "Resumes that could not carry on")
                        .labelNames("reason")
                        .register(registry);
        closes =
                counter("closes", "Sockets closed by the server")
                        .labelNames("code")
                        .register(registry);
        mediaLost = counter("media_failures", "Rooms lost at the media server").register(registry);
        reportsLost = counter("reports_dropped", "Reports to core given up").register(registry);
        rooms = gauge("rooms", "Rooms, with those at the door").register(registry);
        seats = gauge("seats", "Seats with a session").register(registry);
        sockets = gauge("sockets", "Open sockets").register(registry);
    }

    private static Counter.Builder counter(String name, String help) {
        return Counter.builder().name("signaling_" + name).help(help);
    }

    private static Gauge.Builder gauge(String name, String help) {
        return Gauge.builder().name("signaling_" + name).help(help);
    }

    public void onJoined() {
        joins.inc();
    }

    /// @param reason a stable word of a short list
    public void onRefused(String reason) {
        refusals.labelValues(reason).inc();
    }

    public void onRelayed() {
        relayed.inc();
    }

    public void onResumed() {
        resumes.inc();
    }

    public void onResync(String reason) {
        resyncs.labelValues(reason).inc();
    }

    public void onClosed(CloseCode code) {
        closes.labelValues(Integer.toString(code.number())).inc();
    }

    public void onMediaLost() {
        mediaLost.inc();
    }

    public void onReportDropped() {
        reportsLost.inc();
    }

    public void onRoom(int change) {
        rooms.inc(change);
    }

    public void onSeat(int change) {
        seats.inc(change);
    }

    public void onSocket(int change) {
        sockets.inc(change);
    }
}
