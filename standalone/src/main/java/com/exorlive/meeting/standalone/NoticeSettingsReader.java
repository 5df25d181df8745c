package com.exorlive.meeting.standalone;

import com.exorlive.meeting.core.NoticeSettings;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/// Reads by which ways people are told outside the product.
final class NoticeSettingsReader {
    private static final Duration SHORTEST_REMINDER = Duration.ofMinutes(5);
    private static final Duration LONGEST_REMINDER = Duration.ofDays(14);

    private final SettingValues values;

    NoticeSettingsReader(SettingValues values) {
        this.values = values;
    }

    NoticeSettings notices() {
        return new NoticeSettings(
                values.optional("exorlive.notices.mail.host").map(this::mail).orElse(null),
                values.optional("exorlive.notices.webhook.url").map(this::webhook).orElse(null),
                values.listed("exorlive.notices.reminders").stream().map(this::reminder).toList());
    }

    private NoticeSettings.Mail mail(String host) {
        var from = values.text("exorlive.notices.mail.from");
        if (!from.contains("@")) {
            values.fault("exorlive.notices.mail.from", "demanded with exorlive.notices.mail.host");
        }
        return new NoticeSettings.Mail(
                host,
                values.port("exorlive.notices.mail.port"),
                values.oneOf("exorlive.notices.mail.security", NoticeSettings.Security.values()),
                values.text("exorlive.notices.mail.user"),
                values.text("exorlive.notices.mail.password"),
                from);
    }

    private NoticeSettings.Webhook webhook(String url) {
        var secret = values.text("exorlive.notices.webhook.secret");
        if (secret.isBlank()) {
            values.fault(
                    "exorlive.notices.webhook.secret",
                    "demanded with exorlive.notices.webhook.url");
        }
        boolean withPhone = values.flag("exorlive.notices.webhook.with-phone", false);
        try {
            return new NoticeSettings.Webhook(URI.create(url), secret, withPhone);
        } catch (IllegalArgumentException _) {
            values.fault("exorlive.notices.webhook.url", "not an address");
            return new NoticeSettings.Webhook(URI.create("about:blank"), secret, withPhone);
        }
    }

    private Duration reminder(String text) {
        var path = "exorlive.notices.reminders";
        try {
            var early = ConfigFactory.parseMap(Map.of("early", text)).getDuration("early");
            if (early.compareTo(SHORTEST_REMINDER) >= 0 && early.compareTo(LONGEST_REMINDER) <= 0) {
                return early;
            }
        } catch (ConfigException _) {
            // Said below.
        }
        values.fault(path, "must be durations of 5 minutes to 14 days, like 24 h, 15 m");
        return LONGEST_REMINDER;
    }
}
