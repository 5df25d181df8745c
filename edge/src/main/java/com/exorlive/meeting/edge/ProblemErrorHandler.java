package com.exorlive.meeting.edge;

import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import tools.jackson.databind.json.JsonMapper;

/// What Jetty itself refuses (a broken request line, a path that nobody handles) looks like every
/// other problem: no server name, no stack, nothing of the request given back.
final class ProblemErrorHandler implements Request.Handler {
    private final JsonMapper json = Json.strictMapper();

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var status = response.getStatus();
        var code =
                switch (status) {
                    case HttpStatus.NOT_FOUND_404 -> "not-found";
                    case HttpStatus.METHOD_NOT_ALLOWED_405 -> "method-not-allowed";
                    default -> status < 500 ? "bad-request" : "internal-error";
                };
        var bytes = ReplyWriter.problem(status, code, "none", Map.of(), json);
        var headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        headers.put(HttpHeader.CONTENT_LENGTH, bytes.length);
        if (!headers.contains("Content-Security-Policy")) {
            // Refused before any handler of ours: it is no page, and may do nothing.
            headers.put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
            headers.put("X-Content-Type-Options", "nosniff");
            headers.put("Referrer-Policy", "no-referrer");
        }
        response.write(true, ByteBuffer.wrap(bytes), callback);
        return true;
    }
}
