package com.exorlive.meeting.signaling.connection;

import com.exorlive.meeting.edge.Turns;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Handler;

/// Mounts the sockets at `/api/ws`, and at `/api/ws/{node}` for a node of several.
public final class SocketContext {
    private static final String CONTEXT = "/api";
    private static final String ENDPOINT = "/ws";

    /// In a URL that names the node where the room is.
    static final String NODE = "node";

    private SocketContext() {}

    /// @param perAddress sockets that one address may open
    public static Handler handler(Connections connections, Set<String> origins, Turns perAddress) {
        var context = new ServletContextHandler(CONTEXT, false, false);
        JakartaWebSocketServletContainerInitializer.configure(
                context,
                (_, container) -> {
                    container.setDefaultMaxSessionIdleTimeout(0);
                    for (var path : List.of(ENDPOINT, ENDPOINT + "/{" + NODE + "}")) {
                        container.addEndpoint(endpoint(path, connections, origins));
                    }
                });
        return new UpgradeGate(context, CONTEXT + ENDPOINT, origins, connections, perAddress);
    }

    private static ServerEndpointConfig endpoint(
            String path, Connections connections, Set<String> origins) {
        return ServerEndpointConfig.Builder.create(SocketEndpoint.class, path)
                .subprotocols(List.of(UpgradeGate.SUBPROTOCOL))
                .configurator(
                        new SocketConfigurator(origins, () -> new SocketEndpoint(connections)))
                .build();
    }
}
