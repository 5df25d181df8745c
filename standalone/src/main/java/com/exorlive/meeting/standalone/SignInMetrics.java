package com.exorlive.meeting.standalone;

import com.exorlive.meeting.core.Core;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/// Shows refused sign-ins to the operator's dashboards. Those with names that nobody has belong to
/// no organisation, so that no administrator's report holds them: this is where they are seen.
final class SignInMetrics {
    private SignInMetrics() {}

    static void register(Core core, PrometheusRegistry metrics) {
        CounterWithCallback.builder()
                .name("exorlive_sign_ins_refused")
                .help("Sign-ins with a wrong password (known) or a name that nobody has (unknown)")
                .labelNames("name")
                .callback(
                        callback -> {
                            var failures = core.signInFailures();
                            callback.call((double) failures.known(), "known");
                            callback.call((double) failures.unknown(), "unknown");
                        })
                .register(metrics);
    }
}
