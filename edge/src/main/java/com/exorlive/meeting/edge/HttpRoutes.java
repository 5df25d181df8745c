package com.exorlive.meeting.edge;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.pathmap.PathMappings;
import org.eclipse.jetty.http.pathmap.UriTemplatePathSpec;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// Routes by method and URI template (RFC 6570 level 1, `/contacts/{id}`) to [Endpoint]s. A path
/// that it does not know is left to the next handler; a method that a known path lacks is answered
/// with 405. Thread-safe once built.
public final class HttpRoutes extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(HttpRoutes.class);
    private static final int CORRELATION_BYTES = 9;

    private final PathMappings<Map<String, Endpoint>> paths = new PathMappings<>();
    private final Map<String, Map<String, Endpoint>> byTemplate;
    private final JsonMapper json = Json.strictMapper();
    private final SecureRandom random = new SecureRandom();

    private HttpRoutes(Map<String, Map<String, Endpoint>> byTemplate) {
        this.byTemplate = byTemplate;
        byTemplate.forEach(
                (template, methods) -> paths.put(new UriTemplatePathSpec(template), methods));
    }

    public static Builder builder() {
        return new Builder();
    }

    /// The same routes for another server: a handler belongs to one.
    public HttpRoutes again() {
        return new HttpRoutes(byTemplate);
    }

    /// Every template with its methods, so that a test can hold a published contract against it.
    public Map<String, Set<String>> table() {
        var table = new TreeMap<String, Set<String>>();
        byTemplate.forEach(
                (template, methods) -> table.put(template, Set.copyOf(methods.keySet())));
        return table;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var path = Request.getPathInContext(request);
        var match = paths.getMatched(path);
        if (match == null || !(match.getPathSpec() instanceof UriTemplatePathSpec template)) {
            return false;
        }
        var correlationId = newCorrelationId();
        var writer = new ReplyWriter(request, response, callback, correlationId, json);
        var methods = match.getResource();
        var endpoint = methods.get(effectiveMethod(request.getMethod(), methods));
        if (endpoint == null) {
            writer.write(
                    Reply.problem(405, "method-not-allowed")
                            .header("Allow", String.join(", ", methods.keySet())));
            return true;
        }
        var call = new HttpCall(request, template.getPathParams(path), correlationId, json);
        writer.write(answer(endpoint, call, template));
        return true;
    }

    private static String effectiveMethod(String method, Map<String, Endpoint> methods) {
        return HttpMethod.HEAD.is(method) && !methods.containsKey(method) ? "GET" : method;
    }

    private static Reply answer(Endpoint endpoint, HttpCall call, UriTemplatePathSpec template) {
        try {
            return endpoint.answer(call);
        } catch (ProblemException problem) {
            return Reply.problem(problem.status(), problem.code());
        } catch (Exception failure) {
            return failed(failure, call, template);
        }
    }

    private static Reply failed(Exception failure, HttpCall call, UriTemplatePathSpec template) {
        if (failure instanceof TryAgain it && it.later().isPresent()) {
            var later = it.later().get();
            LOG.atWarn()
                    .addKeyValue("correlationId", call.correlationId())
                    .addKeyValue("route", template.getDeclaration())
                    .addKeyValue("code", later.code())
                    .addKeyValue("why", failure.getMessage())
                    .log("A request could not be done now");
            return Reply.problem(503, later.code())
                    .header("Retry-After", Long.toString(later.seconds()));
        }
        LOG.atError()
                .addKeyValue("correlationId", call.correlationId())
                .addKeyValue("route", template.getDeclaration())
                .setCause(failure)
                .log("A request failed");
        return Reply.problem(500, "internal-error");
    }

    private String newCorrelationId() {
        var bytes = new byte[CORRELATION_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// Collects routes.
    public static final class Builder {
        private final Map<String, Map<String, Endpoint>> routes = new LinkedHashMap<>();

        private Builder() {}

        public Builder get(String template, Endpoint endpoint) {
            return route("GET", template, endpoint);
        }

        public Builder post(String template, Endpoint endpoint) {
            return route("POST", template, endpoint);
        }

        /// @throws IllegalStateException if the route is there already
        public Builder route(String method, String template, Endpoint endpoint) {
            var before =
                    routes.computeIfAbsent(template, _ -> new TreeMap<>())
                            .putIfAbsent(method, endpoint);
            if (before != null) {
                throw new IllegalStateException("two routes for " + method + " " + template);
            }
            return this;
        }

        public HttpRoutes build() {
            return new HttpRoutes(routes);
        }
    }
}
