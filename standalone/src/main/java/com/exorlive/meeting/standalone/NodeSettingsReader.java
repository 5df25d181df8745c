package com.exorlive.meeting.standalone;

import com.exorlive.meeting.signaling.SignalingSettings;
import com.exorlive.meeting.standalone.Settings.Mode;
import java.time.Duration;
import java.util.Optional;

/// Reads what makes this process one of several.
final class NodeSettingsReader {
    private static final Duration LONGEST_DRAIN = Duration.ofHours(4);
    private static final String SECRET = "exorlive.node.secret";
    private static final String BIND = "exorlive.node.bind";

    private final SettingValues values;

    NodeSettingsReader(SettingValues values) {
        this.values = values;
    }

    Optional<SignalingSettings.Nodes> nodes() {
        var redis = values.optional("exorlive.redis.url");
        var secret = values.secret(SECRET, Mode.DEMO);
        var host = values.text("exorlive.node.host");
        var port = values.port("exorlive.node.port");
        var drainMax = drainMax();
        var bind = values.address(BIND);
        if (redis.isEmpty()) {
            return Optional.empty();
        }
        if (secret.isEmpty()) {
            values.fault(SECRET, "demanded with exorlive.redis.url");
        }
        if (secret.isEmpty() || bind.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new SignalingSettings.Nodes(
                            values.text("exorlive.node.name"),
                            redis.get(),
                            bind.get(),
                            port,
                            host,
                            secret.get(),
                            drainMax));
        } catch (IllegalArgumentException _) {
            values.fault(
                    "exorlive.redis.url",
                    "needs an address like redis://redis.example.org:6379, exorlive.node.name"
                            + " (small letters, digits, hyphens) and exorlive.node.host");
            return Optional.empty();
        }
    }

    /// How long a process that is told to stop waits for what it has.
    Duration drainMax() {
        return values.duration("exorlive.node.drain-max", Duration.ZERO, LONGEST_DRAIN);
    }
}
