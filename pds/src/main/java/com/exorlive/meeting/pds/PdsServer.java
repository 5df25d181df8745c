package com.exorlive.meeting.pds;

import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.HttpServer;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.nio.file.Path;

/// The whole service. Thread-safe.
final class PdsServer implements AutoCloseable {
    private final HttpServer server;

    private PdsServer(HttpServer server) {
        this.server = server;
    }

    /// @param origin the product's, whose pages and tokens count here
    /// @param organisation the customer's id there
    record Settings(HttpServer.Address address, String origin, String organisation, Path file) {}

    static PdsServer start(Settings settings, JWKSource<SecurityContext> keys) throws Exception {
        var routes = HttpRoutes.builder();
        new PdsApi(
                        Names.in(settings.file()),
                        new Tokens(settings.origin(), settings.organisation(), keys),
                        settings.origin())
                .addTo(routes);
        return new PdsServer(HttpServer.start("pds", settings.address(), routes.build()));
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}
