package com.exorlive.meeting.edge;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import tools.jackson.databind.json.JsonMapper;

/// Writes one [Reply]. Nothing that an API answers may be cached.
final class ReplyWriter {
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final String correlationId;
    private final JsonMapper json;

    ReplyWriter(
            Request request,
            Response response,
            Callback callback,
            String correlationId,
            JsonMapper json) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.correlationId = correlationId;
        this.json = json;
    }

    void write(Reply reply) {
        response.setStatus(reply.status());
        var headers = response.getHeaders();
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        if (!request.consumeAvailable()) {
            // Jetty closes after an answer that came before its body. A client that isn't told (RFC
            // 9112 section 9.6) uses the connection again, and its next request is lost.
            headers.put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
        }
        reply.headers().forEach(header -> headers.put(header.name(), header.value()));
        reply.cookies().forEach(cookie -> Response.addCookie(response, cookie));
        switch (reply.body()) {
            case Reply.Body.None _ -> response.write(true, ByteBuffer.allocate(0), callback);
            case Reply.Body.JsonValue(var value) ->
                    content("application/json", json.writeValueAsBytes(value));
            case Reply.Body.Problem(var code, var more) ->
                    content(
                            "application/problem+json",
                            problem(reply.status(), code, correlationId, more, json));
            case Reply.Body.Text(var type, var text) ->
                    content(type, text.getBytes(StandardCharsets.UTF_8));
            case Reply.Body.Bytes(var type, var length, var content) ->
                    stream(type, length, content);
            case Reply.Body.Events(var source, var beat) ->
                    EventStream.write(request, response, callback, source, beat);
        }
    }

    /// RFC 9457 section 3.1. `type` is `about:blank`: our own `code` is the stable word.
    static byte[] problem(
            int status,
            String code,
            String correlationId,
            Map<String, Object> more,
            JsonMapper json) {
        var members = new LinkedHashMap<String, Object>();
        members.put("type", "about:blank");
        members.put("title", HttpStatus.getMessage(status));
        members.put("status", status);
        members.put("code", code);
        members.put("correlationId", correlationId);
        members.putAll(more);
        return json.writeValueAsBytes(members);
    }

    private void stream(String type, long length, Reply.Content content) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
        try {
            if (!request.getMethod().equals("HEAD")) {
                // Closing the sink before all is written would look like success.
                var out = Content.Sink.asOutputStream(response);
                content.writeTo(out);
                out.close();
            }
            callback.succeeded();
        } catch (IOException gone) {
            callback.failed(gone);
        }
    }

    private void content(String type, byte[] bytes) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
        response.write(true, ByteBuffer.wrap(bytes), callback);
    }
}
