package com.exorlive.meeting.pds;

import com.exorlive.meeting.edge.HttpServer;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// Starts the service. Settings are environment variables: docs/pds.md.
public final class Main {
    private static final int FAULTY_SETTINGS = 2;

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        var environment = System.getenv();
        var origin = demanded(environment, "PDS_ORIGIN");
        var keys =
                JWKSourceBuilder.<SecurityContext>create(URI.create(origin + "/oidc/jwks").toURL())
                        .build();
        var address =
                new HttpServer.Address(
                        environment.getOrDefault("PDS_BIND", "127.0.0.1"),
                        Integer.parseInt(environment.getOrDefault("PDS_PORT", "8090")),
                        tls(environment));
        var server =
                PdsServer.start(
                        new PdsServer.Settings(
                                address,
                                origin,
                                demanded(environment, "PDS_ORGANISATION"),
                                Path.of(environment.getOrDefault("PDS_FILE", "pds-names.json"))),
                        keys);
        System.out.println("Ready: port " + server.port());
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
        new CountDownLatch(1).await();
    }

    private static Optional<HttpServer.TlsKey> tls(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("PDS_TLS_KEY_STORE"))
                .map(
                        path ->
                                new HttpServer.TlsKey(
                                        Path.of(path),
                                        environment.getOrDefault("PDS_TLS_PASSWORD", "")));
    }

    private static String demanded(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .orElseGet(
                        () -> {
                            System.err.println(name + " is demanded (docs/pds.md)");
                            System.exit(FAULTY_SETTINGS);
                            return "";
                        });
    }
}
