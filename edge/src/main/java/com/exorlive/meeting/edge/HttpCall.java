package com.exorlive.meeting.edge;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// One HTTP request as an [Endpoint] sees it. Confined to the thread that answers it.
public final class HttpCall {
    /// No token, and no legal JSON body of these APIs, comes near these.
    private static final int MAX_BEARER = 8 * 1024;

    private static final int MAX_BODY = 64 * 1024;

    private final Request request;
    private final Map<String, String> pathParameters;
    private final String correlationId;
    private final JsonMapper json;

    HttpCall(
            Request request,
            Map<String, String> pathParameters,
            String correlationId,
            JsonMapper json) {
        this.request = request;
        this.pathParameters = pathParameters;
        this.correlationId = correlationId;
        this.json = json;
    }

    /// Ties this call's answer to its log lines; says nothing about anybody.
    public String correlationId() {
        return correlationId;
    }

    /// The value of `{name}` in the route's template.
    public String path(String name) {
        var value = pathParameters.get(name);
        if (value == null) {
            throw new IllegalStateException("the route has no {" + name + "}");
        }
        return value;
    }

    /// The parameter of the query, if it is there exactly once.
    ///
    /// @throws ProblemException 400 `bad-request` if the query is not well encoded
    public Optional<String> query(String name) {
        try {
            return single(Request.extractQueryParameters(request), name);
        } catch (IllegalArgumentException
                | HttpException.RuntimeException
                | HttpException.IllegalStateException _) {
            throw new ProblemException(400, "bad-request");
        }
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    public Optional<String> cookie(String name) {
        return Request.getCookies(request).stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(cookie -> cookie.getValue())
                .findFirst();
    }

    /// The query as it came, without `?`; empty if there is none.
    public String rawQuery() {
        var query = request.getHttpURI().getQuery();
        return query == null ? "" : query;
    }

    /// All fields of this name, as they came.
    public List<String> headers(String name) {
        return List.copyOf(request.getHeaders().getValuesList(name));
    }

    public String method() {
        return request.getMethod();
    }

    /// The path as it came, without the query.
    public String rawPath() {
        var path = request.getHttpURI().getPath();
        return path == null ? "" : path;
    }

    /// The bearer token (RFC 6750 section 2.1), if there is one of a sane length.
    public Optional<String> bearerToken() {
        return token("Bearer ");
    }

    /// The token of whoever proves that it is theirs (RFC 9449 section 7.1), if there is one of a
    /// sane length.
    public Optional<String> dpopToken() {
        return token("DPoP ");
    }

    private Optional<String> token(String scheme) {
        return header(HttpHeader.AUTHORIZATION.asString())
                .filter(value -> value.regionMatches(true, 0, scheme, 0, scheme.length()))
                .map(value -> value.substring(scheme.length()).strip())
                .filter(token -> !token.isEmpty() && token.length() <= MAX_BEARER);
    }

    /// The peer's address as a key for limits: IPv4 whole, IPv6 by its /64. Not for logs.
    public String addressKey() {
        return AddressKey.of(Request.getRemoteAddr(request));
    }

    /// Reads the body as JSON of the given shape.
    ///
    /// @throws ProblemException 400 `bad-request` if it is something else or larger than 64 KiB;
    ///     415 `unsupported-media-type` if it is not sent as JSON
    public <T> T json(Class<T> shape) {
        if (!contentType().startsWith("application/json")) {
            throw new ProblemException(415, "unsupported-media-type");
        }
        try {
            var value = json.readValue(body(), shape);
            if (value == null) {
                throw new ProblemException(400, "bad-request");
            }
            return value;
        } catch (JacksonException _) {
            throw new ProblemException(400, "bad-request");
        }
    }

    /// Reads the body as `application/x-www-form-urlencoded`, as it came.
    ///
    /// @throws ProblemException 415 if it is sent as something else; 400 if larger than 64 KiB
    public String form() {
        if (!contentType().startsWith("application/x-www-form-urlencoded")) {
            throw new ProblemException(415, "unsupported-media-type");
        }
        return new String(body(), StandardCharsets.UTF_8);
    }

    /// The body as it comes, for what is larger than JSON. Whoever reads it bounds it.
    public InputStream content() {
        return Content.Source.asInputStream(request);
    }

    private String contentType() {
        return header(HttpHeader.CONTENT_TYPE.asString()).orElse("").toLowerCase(Locale.ROOT);
    }

    private byte[] body() {
        try (var in = Content.Source.asInputStream(request)) {
            var bytes = in.readNBytes(MAX_BODY + 1);
            if (bytes.length > MAX_BODY) {
                throw new ProblemException(400, "bad-request");
            }
            return bytes;
        } catch (IOException _) {
            throw new ProblemException(400, "bad-request");
        }
    }

    private static Optional<String> single(Fields fields, String name) {
        List<String> values = fields.getValuesOrEmpty(name);
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }
}
