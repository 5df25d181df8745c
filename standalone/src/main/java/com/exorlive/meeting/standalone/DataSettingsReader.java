package com.exorlive.meeting.standalone;

import com.exorlive.meeting.standalone.Settings.Mode;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads what is kept where, under which secrets, and what is told about it.
final class DataSettingsReader {
    private static final Duration SHORTEST_KEEPING = Duration.ofDays(1);
    private static final Duration LONGEST_KEEPING = Duration.ofDays(36_500);
    /// RFC 7065: a name, an IPv4 address or an IPv6 one in brackets, then port and transport. With
    /// TLS a name only, because Firefox takes no address there.
    private static final Pattern NODE = Pattern.compile("[A-Za-z0-9.-]{1,40}");

    private final SettingValues values;

    DataSettingsReader(SettingValues values) {
        this.values = values;
    }

    Settings.Backup backup() {
        var replica = values.optional("exorlive.backup.replica-url");
        replica.filter(url -> !url.startsWith("jdbc:postgresql:"))
                .ifPresent(
                        _ ->
                                values.fault(
                                        "exorlive.backup.replica-url",
                                        "must be a URL of PostgreSQL"));
        return new Settings.Backup(
                backupTime(),
                zone(),
                values.optional("exorlive.backup.directory").map(Path::of),
                values.duration("exorlive.backup.keep", SHORTEST_KEEPING, LONGEST_KEEPING),
                replica);
    }

    private Optional<LocalTime> backupTime() {
        var path = "exorlive.backup.at";
        var time = values.text(path);
        if (time.equals("never")) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalTime.parse(time));
        } catch (DateTimeParseException _) {
            values.fault(path, "must be a time of day, like 01:00, or never");
            return Optional.empty();
        }
    }

    private ZoneId zone() {
        try {
            return values.optional("exorlive.backup.time-zone")
                    .map(ZoneId::of)
                    .orElseGet(ZoneId::systemDefault);
        } catch (DateTimeException _) {
            values.fault("exorlive.backup.time-zone", "must be a time zone, like Europe/Oslo");
            return ZoneId.systemDefault();
        }
    }

    Settings.Secrets secrets(Mode mode) {
        var pepper = values.secret("exorlive.secrets.password-pepper", mode);
        var client = values.secret("exorlive.secrets.signaling-client-secret", mode);
        if (pepper.isPresent() && pepper.equals(client)) {
            values.fault(
                    "exorlive.secrets.signaling-client-secret", "must not equal another secret");
        }
        var backups = backupTime().isPresent() ? mode : Mode.DEMO;
        var backupKey = values.secret("exorlive.secrets.backup-key", backups);
        if (backupKey.isPresent() && (backupKey.equals(pepper) || backupKey.equals(client))) {
            values.fault("exorlive.secrets.backup-key", "must not equal another secret");
        }
        return new Settings.Secrets(
                pepper,
                client,
                backupKey,
                values.optional("exorlive.secrets.master-key-file").map(Path::of));
    }

    Settings.Audit audit(Mode mode) {
        var node = values.text("exorlive.audit.node");
        if (!NODE.matcher(node).matches()) {
            values.fault("exorlive.audit.node", "at most 40 letters, digits, dots and hyphens");
        }
        boolean required = values.flag("exorlive.audit.required", true);
        var path = "exorlive.audit.heads-webhook";
        var webhook = values.optional(path);
        webhook.filter(value -> !isWebhook(value, mode))
                .ifPresent(_ -> values.fault(path, "must be an https address"));
        return new Settings.Audit(
                node,
                required,
                values.optional("exorlive.audit.heads-directory").map(Path::of),
                webhook.filter(value -> isWebhook(value, mode)).map(URI::create));
    }

    private static boolean isWebhook(String value, Mode mode) {
        try {
            var uri = URI.create(value);
            return uri.getHost() != null
                    && ("https".equals(uri.getScheme())
                            || (mode == Mode.DEMO && "http".equals(uri.getScheme())));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
