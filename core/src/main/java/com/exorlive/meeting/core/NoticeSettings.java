package com.exorlive.meeting.core;

import com.exorlive.meeting.core.mail.MailChannel;
import com.exorlive.meeting.core.mail.MailServer;
import com.exorlive.meeting.core.webhook.WebhookChannel;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How people are told outside the product that a message waits for them.
///
/// @param mail missing: nobody gets an e-mail
/// @param webhook missing: no gateway is told
/// @param reminders how long before a planned meeting the client is reminded of it
public record NoticeSettings(
        @Nullable Mail mail, @Nullable Webhook webhook, List<Duration> reminders) {
    public static final NoticeSettings NONE = new NoticeSettings(null, null, List.of());

    public NoticeSettings {
        reminders = List.copyOf(reminders);
    }

    public enum Security {
        TLS,
        STARTTLS,
        NONE
    }

    /// An SMTP server.
    ///
    /// @param user empty if it wants no sign-in
    /// @param from the sender that the receiver sees
    public record Mail(
            String host, int port, Security security, String user, String password, String from) {
        @Override
        public String toString() {
            return "Mail[redacted]";
        }

        MailChannel channel(URI product) {
            var how = MailServer.Security.valueOf(security.name());
            return new MailChannel(new MailServer(host, port, how, user, password), from, product);
        }
    }

    /// An SMS gateway.
    ///
    /// @param secret as by Standard Webhooks: base64, with or without `whsec_` before it
    /// @param withPhone whether it is told the receiver's number
    public record Webhook(URI url, String secret, boolean withPhone) {
        @Override
        public String toString() {
            return "Webhook[redacted]";
        }
    }

    /// What keeps core from starting with these, one sentence each.
    ///
    /// @param mayBePlain whether the gateway may be spoken to without TLS: to try it out
    List<String> faults(boolean mayBePlain) {
        var faults = new ArrayList<String>();
        Optional.ofNullable(mail)
                .filter(it -> !MailChannel.isAddress(it.from()))
                .ifPresent(_ -> faults.add("The sender of e-mails must be an e-mail address."));
        if (webhook != null) {
            var scheme = String.valueOf(webhook.url().getScheme());
            var isPlain = mayBePlain && scheme.equals("http");
            if (webhook.url().getHost() == null || !(scheme.equals("https") || isPlain)) {
                faults.add("The webhook's address must be https.");
            }
            if (!WebhookChannel.isSecret(webhook.secret())) {
                faults.add("The webhook's secret must be base64 of at least 24 bytes.");
            }
        }
        return faults;
    }
}
