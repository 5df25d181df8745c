package com.exorlive.meeting.standalone;

import com.exorlive.meeting.signaling.SignalingSettings;
import com.exorlive.meeting.standalone.Settings.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads what makes this process one of several.
final class NodeSettingsReader {
    private static final Duration LONGEST_DRAIN = Duration.ofHours(4);
    private static final String SECRET = "exorlive.node.secret";
    private static final String BIND = "exorlive.node.bind";
    private static final String REDIS_TLS = "exorlive.redis.tls.";

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
        var files = redisFiles();
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
                            drainMax,
                            files));
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

    private Optional<SignalingSettings.RedisFiles> redisFiles() {
        var authority = values.optional(REDIS_TLS + "authority-file");
        var certificate = values.optional(REDIS_TLS + "certificate-file");
        var key = values.optional(REDIS_TLS + "key-file");
        var given = Stream.of(authority, certificate, key).flatMap(Optional::stream).toList();
        if (given.isEmpty()) {
            return Optional.empty();
        }
        var isReadable = given.stream().allMatch(file -> Files.isReadable(Path.of(file)));
        if (given.size() < 3 || !isReadable) {
            values.fault(
                    REDIS_TLS + "certificate-file",
                    "all three files of exorlive.redis.tls, or none; and they must be readable");
            return Optional.empty();
        }
        return Optional.of(
                new SignalingSettings.RedisFiles(
                        Path.of(given.get(0)), Path.of(given.get(1)), Path.of(given.get(2))));
    }
}
