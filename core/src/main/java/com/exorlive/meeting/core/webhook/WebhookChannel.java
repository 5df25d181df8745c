package com.exorlive.meeting.core.webhook;

import com.exorlive.meeting.core.notice.Channel;
import com.exorlive.meeting.core.notice.Delivery;
import com.exorlive.meeting.core.notice.Notice;
import com.exorlive.meeting.core.notice.Receiver;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Tells the operator's SMS gateway that a message waits. It goes to the one address that the
/// operator has set and follows no redirect; nothing that a person writes is part of the address.
/// What is answered is not read. Thread-safe.
public final class WebhookChannel implements Channel, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int LEAST_SECRET_BYTES = 24;

    /// By the specification: the receiver wants nothing more of this.
    private static final int GONE = 410;

    private final JsonMapper json = JsonMapper.shared();
    private final URI url;
    private final WebhookSignature signature;
    private final boolean withPhone;
    private final HttpClient http;

    /// @param withPhone whether the receiver's number is told; without it the gateway must know by
    ///        the subject whom to reach
    public WebhookChannel(URI url, String secret, boolean withPhone) {
        this.url = url;
        this.signature = new WebhookSignature(secret);
        this.withPhone = withPhone;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(PATIENCE)
                        .build();
    }

    /// Whether a secret is fit: base64 of at least 24 bytes, as the specification recommends.
    public static boolean isSecret(String secret) {
        try {
            return WebhookSignature.bytes(secret).length >= LEAST_SECRET_BYTES;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    record Data(String receiver, String language, @Nullable String phone) {}

    record Body(String type, String timestamp, Data data) {}

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public Delivery deliver(String noticeId, Notice notice, Receiver receiver, Instant now) {
        if (withPhone && receiver.phone().isEmpty()) {
            return new Delivery.NotReachable();
        }
        var phone = withPhone ? receiver.phone().orElseThrow() : null;
        var data = new Data(receiver.subject().value(), receiver.language(), phone);
        var body = json.writeValueAsString(new Body(type(notice), now.toString(), data));
        var seconds = now.getEpochSecond();
        var request =
                HttpRequest.newBuilder(url)
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .header("webhook-id", noticeId)
                        .header("webhook-timestamp", Long.toString(seconds))
                        .header("webhook-signature", signature.of(noticeId, seconds, body))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try {
            var status = http.send(request, BodyHandlers.discarding()).statusCode();
            if (status >= 200 && status < 300) {
                return new Delivery.Sent();
            }
            return status == GONE
                    ? new Delivery.Never("gone")
                    : new Delivery.Later("status-" + status);
        } catch (IOException _) {
            return new Delivery.Later("unreachable");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Delivery.Later("stopped");
        }
    }

    private static String type(Notice notice) {
        return switch (notice) {
            case MESSAGE -> "message.waiting";
            case ACCOUNT -> "account.waiting";
        };
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
