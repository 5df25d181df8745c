package com.exorlive.meeting.edge;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpCookie;

/// What an [Endpoint] answers.
///
/// @param body what to write as the content; see [Body]
/// @param headers added to the answer's headers
/// @param cookies set by the answer
public record Reply(int status, Body body, List<Header> headers, List<HttpCookie> cookies) {

    /// The content of an answer.
    public sealed interface Body {
        record None() implements Body {}

        /// Written as JSON by the strict mapper.
        record JsonValue(Object value) implements Body {}

        /// RFC 9457; the correlation id is added when it is written.
        ///
        /// @param members beside those that every problem has (RFC 9457 section 3.2)
        record Problem(String code, Map<String, Object> members) implements Body {
            public Problem {
                members = Map.copyOf(members);
            }

            Problem(String code) {
                this(code, Map.of());
            }
        }

        /// Written as it is.
        record Text(String contentType, String text) implements Body {}

        /// So many bytes, written by `content` while they are sent.
        record Bytes(String contentType, long length, Content content) implements Body {}

        /// Server-sent events, until the source ends.
        ///
        /// @param beat how often a silent line is tried, and the source asked
        record Events(EventSource source, Duration beat) implements Body {}
    }

    /// Writes the bytes that it promised, and blocks while the reader is slow.
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /// One header field.
    public record Header(String name, String value) {}

    public Reply {
        headers = List.copyOf(headers);
        cookies = List.copyOf(cookies);
    }

    public static Reply json(int status, Object value) {
        return new Reply(status, new Body.JsonValue(value), List.of(), List.of());
    }

    public static Reply noContent() {
        return new Reply(204, new Body.None(), List.of(), List.of());
    }

    /// @param code a stable word, part of the published contract
    public static Reply problem(int status, String code) {
        return new Reply(status, new Body.Problem(code), List.of(), List.of());
    }

    /// A problem that says more than its code.
    public static Reply problem(int status, String code, Map<String, Object> members) {
        return new Reply(status, new Body.Problem(code, members), List.of(), List.of());
    }

    /// Too many requests: says when to come back (RFC 6585 section 4).
    public static Reply slowDown(long retryAfterSeconds) {
        return problem(429, "slow-down").header("Retry-After", Long.toString(retryAfterSeconds));
    }

    /// The same; in whole seconds, never too soon.
    public static Reply slowDown(Duration rest) {
        return slowDown(Math.max(1, rest.plusMillis(999).toSeconds()));
    }

    public static Reply text(int status, String contentType, String text) {
        return new Reply(status, new Body.Text(contentType, text), List.of(), List.of());
    }

    public static Reply bytes(int status, String contentType, byte[] bytes) {
        return bytes(status, contentType, bytes.length, out -> out.write(bytes));
    }

    public static Reply bytes(int status, String contentType, long length, Content content) {
        return new Reply(
                status, new Body.Bytes(contentType, length, content), List.of(), List.of());
    }

    public static Reply events(EventSource source) {
        return events(source, EventStream.BEAT);
    }

    static Reply events(EventSource source, Duration beat) {
        return new Reply(200, new Body.Events(source, beat), List.of(), List.of());
    }

    /// 302: the browser goes on with GET.
    public static Reply redirect(String location) {
        return new Reply(
                302, new Body.None(), List.of(new Header("Location", location)), List.of());
    }

    public Reply header(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new Reply(status, body, more, cookies);
    }

    public Reply cookie(HttpCookie cookie) {
        var more = new ArrayList<>(cookies);
        more.add(cookie);
        return new Reply(status, body, headers, more);
    }
}
