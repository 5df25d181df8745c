package com.exorlive.meeting.signaling.connection;

import com.exorlive.meeting.edge.RateLimiter;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Handler;

/// Mounts the sockets at `/api/ws`.
public final class SocketContext {
    private static final String CONTEXT = "/api";
    private static final String ENDPOINT = "/ws";

    private SocketContext() {}

    /// @param perAddress sockets that one address may open
    public static Handler handler(
            Connections connections, Set<String> origins, RateLimiter perAddress) {
        var context = new ServletContextHandler(CONTEXT, false, false);
        var endpoint =
                ServerEndpointConfig.Builder.create(SocketEndpoint.class, ENDPOINT)
                        .subprotocols(List.of(UpgradeGate.SUBPROTOCOL))
                        .configurator(
                                new SocketConfigurator(
                                        origins, () -> new SocketEndpoint(connections)))
                        .build();
        JakartaWebSocketServletContainerInitializer.configure(
                context,
                (_, container) -> {
                    container.setDefaultMaxSessionIdleTimeout(0);
                    container.addEndpoint(endpoint);
                });
        return new UpgradeGate(context, CONTEXT + ENDPOINT, origins, connections, perAddress);
    }
}
