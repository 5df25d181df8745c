package com.exorlive.meeting.standalone;

import com.exorlive.meeting.core.backup.NightlyBackups;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Instant;
import java.util.function.ToDoubleFunction;

/// Shows the operator's dashboards whether there are backups. Alert on `exorlive_backup_overdue`.
final class BackupMetrics {
    private BackupMetrics() {}

    static void register(NightlyBackups backups, PrometheusRegistry metrics) {
        show(
                backups,
                metrics,
                "overdue",
                "1 if last night's backup is missing",
                it -> it.isOverdue() ? 1 : 0);
        show(
                backups,
                metrics,
                "newest_timestamp_seconds",
                "When the newest backup that is there was made; 0 if there is none",
                it -> it.newest().map(Instant::getEpochSecond).orElse(0L));
        show(
                backups,
                metrics,
                "bytes",
                "Size of the newest backup that this process made",
                NightlyBackups.Status::bytes);
        CounterWithCallback.builder()
                .name("exorlive_backup_failures_total")
                .help("Backups that could not be made")
                .callback(callback -> callback.call((double) backups.status().failures()))
                .register(metrics);
    }

    private static void show(
            NightlyBackups backups,
            PrometheusRegistry metrics,
            String name,
            String help,
            ToDoubleFunction<NightlyBackups.Status> value) {
        GaugeWithCallback.builder()
                .name("exorlive_backup_" + name)
                .help(help)
                .callback(callback -> callback.call(value.applyAsDouble(backups.status())))
                .register(metrics);
    }
}
