package com.exorlive.meeting.standalone;

import com.exorlive.meeting.core.AuditStatus;
import com.exorlive.meeting.core.Core;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.ToDoubleFunction;

/// Shows how the audit log is doing to the operator's dashboards.
final class AuditMetrics {
    private AuditMetrics() {}

    static void register(Core core, PrometheusRegistry metrics) {
        show(core, metrics, "down", "1 while the log takes no lines", it -> it.isSealing() ? 0 : 1);
        show(
                core,
                metrics,
                "export_down",
                "1 while a signed head does not get off the host",
                it -> it.isExporting() ? 0 : 1);
        show(
                core,
                metrics,
                "buffered_lines",
                "Lines in memory that the database did not take yet",
                AuditStatus::buffered);
        show(
                core,
                metrics,
                "lost_lines",
                "Lines that found no room in memory, since the start",
                AuditStatus::lost);
        show(
                core,
                metrics,
                "last_head_seconds",
                "When a head was last signed, in seconds since 1970",
                it -> it.lastHead().getEpochSecond());
    }

    private static void show(
            Core core,
            PrometheusRegistry metrics,
            String name,
            String help,
            ToDoubleFunction<AuditStatus> value) {
        GaugeWithCallback.builder()
                .name("exorlive_audit_" + name)
                .help(help)
                .callback(callback -> callback.call(value.applyAsDouble(core.audit())))
                .register(metrics);
    }
}
