package com.exorlive.meeting.signaling.connection;

import com.exorlive.meeting.edge.AddressKey;
import com.exorlive.meeting.edge.Turns;
import com.exorlive.meeting.signaling.metrics.SignalingMetrics;
import com.exorlive.meeting.signaling.registry.NodeName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Looks at a request for a socket before anything is agreed on; docs/protocol.md section 8. Other
/// paths are not its business. Thread-safe.
final class UpgradeGate extends Handler.Wrapper {
    static final String SUBPROTOCOL = "meet.v1";

    private final String path;
    private final Set<String> origins;
    private final Connections connections;
    private final Turns perAddress;
    private final SignalingMetrics metrics;

    /// @param perAddress sockets that one address may open
    UpgradeGate(
            Handler next,
            String path,
            Set<String> origins,
            Connections connections,
            Turns perAddress) {
        super(next);
        this.path = path;
        this.origins = Set.copyOf(origins);
        this.connections = connections;
        this.perAddress = perAddress;
        this.metrics = connections.metrics();
    }

    private record Refusal(int status, String code, long retryAfterSeconds) {
        private static Optional<Refusal> of(int status, String code, long retryAfterSeconds) {
            return Optional.of(new Refusal(status, code, retryAfterSeconds));
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!isForSockets(Request.getPathInContext(request))) {
            return false;
        }
        var refusal = refusal(request);
        if (refusal.isPresent()) {
            metrics.onRefused(refusal.get().code());
            refuse(refusal.get(), response, callback);
            return true;
        }
        return super.handle(request, response, callback);
    }

    private boolean isForSockets(String asked) {
        return asked.equals(path)
                || (asked.startsWith(path + "/")
                        && NodeName.isName(asked.substring(path.length() + 1)));
    }

    private Optional<Refusal> refusal(Request request) {
        var headers = request.getHeaders();
        if (!HttpMethod.GET.is(request.getMethod())) {
            return Refusal.of(HttpStatus.METHOD_NOT_ALLOWED_405, "method-not-allowed", 0);
        }
        if (!headers.contains(HttpHeader.UPGRADE, "websocket")) {
            return Refusal.of(HttpStatus.UPGRADE_REQUIRED_426, "not-a-socket", 0);
        }
        var given = headers.getValuesList(HttpHeader.ORIGIN);
        if (given.size() != 1 || !origins.contains(given.getFirst())) {
            return Refusal.of(HttpStatus.FORBIDDEN_403, "origin-not-allowed", 0);
        }
        var offered = headers.getCSV(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL, false);
        if (!offered.contains(SUBPROTOCOL)) {
            return Refusal.of(HttpStatus.BAD_REQUEST_400, "subprotocol-missing", 0);
        }
        if (connections.isDraining()) {
            return Refusal.of(HttpStatus.SERVICE_UNAVAILABLE_503, "try-again", 2);
        }
        return overLimit(AddressKey.of(Request.getRemoteAddr(request)));
    }

    private Optional<Refusal> overLimit(String address) {
        var wait = perAddress.secondsToWait(address);
        if (wait.isPresent()) {
            return Refusal.of(HttpStatus.TOO_MANY_REQUESTS_429, "slow-down", wait.getAsLong());
        }
        return switch (connections.budget().look(address)) {
            case FREE -> Optional.empty();
            case ADDRESS_FULL -> Refusal.of(HttpStatus.TOO_MANY_REQUESTS_429, "slow-down", 5);
            case NODE_FULL -> Refusal.of(HttpStatus.SERVICE_UNAVAILABLE_503, "try-again", 5);
        };
    }

    private static void refuse(Refusal refusal, Response response, Callback callback) {
        response.setStatus(refusal.status());
        var headers = response.getHeaders();
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        headers.put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        if (refusal.status() == HttpStatus.METHOD_NOT_ALLOWED_405) {
            headers.put(HttpHeader.ALLOW, "GET");
        }
        if (refusal.retryAfterSeconds() > 0) {
            headers.put(HttpHeader.RETRY_AFTER, refusal.retryAfterSeconds());
        }
        var body =
                "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"code\":\"%s\"}"
                        .formatted(
                                HttpStatus.getMessage(refusal.status()),
                                refusal.status(),
                                refusal.code());
        response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
    }
}
