package com.exorlive.meeting.standalone;

import com.exorlive.meeting.edge.HttpServer;
import com.exorlive.meeting.edge.SecurityHeaders;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Handler;

/// The address that people use: bound first, because its port may be part of the origin, which is
/// part of every token.
final class Site implements AutoCloseable {
    private static final String CERTIFICATE = "tls.p12";

    private final HttpServer server;
    private final String origin;
    private final boolean forPhones;
    private final List<String> pdsOrigins;

    private Site(HttpServer server, String origin, boolean forPhones, List<String> pdsOrigins) {
        this.pdsOrigins = List.copyOf(pdsOrigins);
        this.server = server;
        this.origin = origin;
        this.forPhones = forPhones;
    }

    static Site bind(Settings settings, boolean forPhones) {
        var key = forPhones ? Optional.of(madeHere(settings)) : given(settings);
        var address =
                new HttpServer.Address(
                        settings.http().bind(),
                        settings.http().port(),
                        key,
                        settings.http().proxies());
        var server = Standalone.bind("http", address);
        var origin =
                settings.publicOrigin()
                        .orElseGet(() -> origin(server.port(), key.isPresent(), forPhones));
        return new Site(server, origin, forPhones, settings.customers().pdsOrigins());
    }

    void serve(Handler handler) throws Exception {
        server.serve(
                new SecurityHeaders(
                        handler, policy(origin, pdsOrigins), origin.startsWith("https:")));
    }

    String origin() {
        return origin;
    }

    boolean isForPhones() {
        return forPhones;
    }

    @Override
    public void close() {
        server.close();
    }

    /// What a page of ours may load and where it may send: this origin, and the
    /// name services that the operator allows. `blob:` is for
    /// pictures and sound that the page makes itself.
    ///
    /// @param pdsOrigins where organisations keep names by themselves (docs/pds.md)
    static String policy(String origin, List<String> pdsOrigins) {
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;"
                + " media-src 'self' blob: mediastream:; connect-src 'self' "
                + origin.replaceFirst("^http", "ws")
                + pdsOrigins.stream().map(it -> " " + it).collect(Collectors.joining())
                + "; worker-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none';"
                + " object-src 'none'; form-action 'self'; frame-ancestors 'none';"
                + " require-trusted-types-for 'script'; trusted-types exorlive-worker";
    }

    private static HttpServer.TlsKey madeHere(Settings settings) {
        var file = settings.dataDir().resolve(CERTIFICATE);
        var password = DemoSecrets.ensure(settings.dataDir().resolve("tls.secret"));
        SelfSignedCertificate.ensure(file, password, LanAddress.all(), Instant.now());
        return new HttpServer.TlsKey(file, password);
    }

    private static Optional<HttpServer.TlsKey> given(Settings settings) {
        return settings.http()
                .keyStore()
                .map(store -> new HttpServer.TlsKey(store.path(), store.password()));
    }

    private static String origin(int port, boolean tls, boolean forPhones) {
        var host = forPhones ? literal(LanAddress.first()) : "localhost";
        return (tls ? "https://" : "http://") + host + ":" + port;
    }

    private static String literal(InetAddress address) {
        return address instanceof Inet6Address
                ? "[" + LanAddress.digits(address) + "]"
                : LanAddress.digits(address);
    }
}
