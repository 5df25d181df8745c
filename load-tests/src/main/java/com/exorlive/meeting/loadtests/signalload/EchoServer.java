package com.exorlive.meeting.loadtests.signalload;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/// Says back what it hears, on the HTTP server that the product stands on: the least that passing a
/// message on can cost. A process of its own, so that its processor time can be told apart.
public final class EchoServer {
    static final String READY = "echo on ";

    private EchoServer() {}

    /// The one endpoint.
    @ServerEndpoint("/echo")
    public static final class Endpoint {
        /// @return what is sent back
        @OnMessage
        public String onMessage(String message) {
            return message;
        }
    }

    /// Prints its port, and runs until its input ends.
    public static void main(String[] arguments) throws Exception {
        var server = new Server();
        var connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        var context = new ServletContextHandler("/", false, false);
        JakartaWebSocketServletContainerInitializer.configure(
                context, (_, container) -> container.addEndpoint(Endpoint.class));
        server.setHandler(context);
        server.start();
        System.out.println(READY + connector.getLocalPort());
        while (System.in.read() >= 0) {
            // Whoever started us is still there.
        }
        server.stop();
    }
}
