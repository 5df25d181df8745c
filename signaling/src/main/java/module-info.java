/// Rooms with two seats. It knows tickets, seats and the protocol of docs/protocol.md; it never
/// knows what is said, keys, or a database.
@org.jspecify.annotations.NullMarked
module com.exorlive.meeting.signaling {
    requires transitive com.exorlive.meeting.sfucontrol;
    requires transitive com.exorlive.meeting.edge;
    requires com.nimbusds.jose.jwt;
    requires jakarta.websocket;
    requires org.eclipse.jetty.ee11.servlet;
    requires org.eclipse.jetty.ee11.websocket.jakarta.server;
    requires org.eclipse.jetty.ee11.websocket.jakarta.common;
    requires org.eclipse.jetty.websocket.core.common;
    requires java.net.http;
    requires org.jspecify;
    requires io.prometheus.metrics.core;
    requires lettuce.core;
    requires io.netty.common;
    requires org.slf4j;
    requires tools.jackson.databind;
    requires transitive org.eclipse.jetty.server;

    exports com.exorlive.meeting.signaling;
}
