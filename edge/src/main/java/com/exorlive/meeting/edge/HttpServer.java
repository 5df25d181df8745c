package com.exorlive.meeting.edge;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.DefaultHandler;
import org.eclipse.jetty.server.handler.MinimumDataRateHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// A Jetty server with our limits. Handlers run on virtual threads and may block.
public final class HttpServer implements AutoCloseable {
    /// Header bytes of one request; a token of 8 KiB must fit.
    private static final int MAX_HEADER_BYTES = 16 * 1024;

    /// Below this a body is a slowloris (S-26).
    private static final long MIN_BODY_BYTES_PER_SECOND = 256;

    /// Longer than clients keep an idle connection (the JDK: 30 s), so that none is closed under
    /// a request. Raising it keeps more idle sockets.
    private static final Duration IDLE = Duration.ofSeconds(60);

    private static final Duration STOP = Duration.ofSeconds(5);

    private final Server server;
    private final ServerConnector connector;

    private HttpServer(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /// Where to listen.
    ///
    /// @param port 0 takes a free one
    /// @param tls the key to serve HTTPS with, or empty for plain HTTP
    /// @param proxies whom to believe about where a request comes from
    public record Address(String host, int port, Optional<TlsKey> tls, TrustedProxies proxies) {
        /// Without proxies in front.
        public Address(String host, int port, Optional<TlsKey> tls) {
            this(host, port, tls, TrustedProxies.none());
        }
    }

    /// A PKCS #12 file with one key and its chain.
    public record TlsKey(Path keyStore, String password) {
        @Override
        public String toString() {
            return "TlsKey[redacted]";
        }
    }

    /// Takes the address without answering yet, so that the port is known to what will answer.
    ///
    /// @throws IOException if the port is taken
    public static HttpServer bind(String name, Address address) throws IOException {
        var threads = new QueuedThreadPool();
        threads.setName(name);
        threads.setVirtualThreadsExecutor(
                VirtualThreads.getNamedVirtualThreadsExecutor(name + "-"));
        var server = new Server(threads);
        server.setErrorHandler(new ProblemErrorHandler());
        server.setStopTimeout(STOP.toMillis());
        var connector = new ServerConnector(server, connectionFactories(address));
        connector.setHost(address.host());
        connector.setPort(address.port());
        connector.setIdleTimeout(IDLE.toMillis());
        server.addConnector(connector);
        connector.open();
        return new HttpServer(server, connector);
    }

    /// Begins to answer.
    ///
    /// @throws Exception if the handler does not start or the TLS key can't be read
    public void serve(Handler handler) throws Exception {
        var all = new Handler.Sequence(handler, new DefaultHandler(false, false));
        server.setHandler(new MinimumDataRateHandler(all, MIN_BODY_BYTES_PER_SECOND, 0));
        server.start();
    }

    /// Takes the address and begins to answer.
    public static HttpServer start(String name, Address address, Handler handler) throws Exception {
        var server = bind(name, address);
        server.serve(handler);
        return server;
    }

    private static ConnectionFactory[] connectionFactories(Address address) {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
        // The parser of a connection remembers headers in a table of 96 KiB, and a WebSocket keeps
        // the parser that it came by: with the usual 1024, a third of what a meeting takes.
        http.setHeaderCacheSize(0);
        http.setUriCompliance(UriCompliance.DEFAULT);
        if (!address.proxies().isNone()) {
            http.addCustomizer(new ForwardedClient(address.proxies()));
        }
        if (address.tls().isEmpty()) {
            return new ConnectionFactory[] {new HttpConnectionFactory(http)};
        }
        var key = address.tls().get();
        // SNI is for shared hosts; a phone comes by bare address.
        http.addCustomizer(new SecureRequestCustomizer(false));
        var tls = new SslContextFactory.Server();
        tls.setKeyStorePath(key.keyStore().toString());
        tls.setKeyStoreType("PKCS12");
        tls.setKeyStorePassword(key.password());
        tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        tls.setSniRequired(false);
        return new ConnectionFactory[] {
            new SslConnectionFactory(tls, "http/1.1"), new HttpConnectionFactory(http)
        };
    }

    /// The port it listens on.
    public int port() {
        return connector.getLocalPort();
    }

    /// Lets running requests end, for at most 5 s. Idempotent.
    @Override
    public void close() {
        try {
            var _ = connector.shutdown();
            closeIdle();
            server.stop();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP server did not stop", e);
        }
    }

    /// Those who keep a connection for their next request: Jetty would wait a second for them.
    private void closeIdle() {
        for (var endPoint : connector.getConnectedEndPoints()) {
            if (isIdle(endPoint)) {
                endPoint.close();
            }
        }
    }

    /// HTTP, with every request answered, that waits for bytes. Answers count from their headers
    /// on, but nobody waits for bytes while an answer is on its way.
    private static boolean isIdle(EndPoint endPoint) {
        var plain =
                endPoint.getConnection() instanceof SslConnection tls
                        ? tls.getSslEndPoint()
                        : endPoint;
        var connection = plain.getConnection();
        return connection instanceof ConnectionMetaData
                && connection.getMessagesIn() == connection.getMessagesOut()
                && plain instanceof AbstractEndPoint it
                && it.getFillInterest().isInterested();
    }
}
