/// The HTTP edge that `core` and `signaling` share: routes, JSON, problem answers, headers, limits,
/// health and metrics. It knows HTTP; it never knows people or rooms.
@org.jspecify.annotations.NullMarked
module com.exorlive.meeting.edge {
    requires transitive org.eclipse.jetty.server;
    requires transitive tools.jackson.databind;
    requires transitive io.prometheus.metrics.model;
    requires transitive org.jspecify;
    requires transitive java.net.http;
    requires com.github.benmanes.caffeine;
    requires com.nimbusds.jose.jwt;
    requires io.github.bucket4j.core;
    requires io.prometheus.metrics.core;
    requires io.prometheus.metrics.instrumentation.jvm;
    requires io.prometheus.writer.text;
    requires org.slf4j;

    exports com.exorlive.meeting.edge;
    exports com.exorlive.meeting.edge.dpop;
    exports com.exorlive.meeting.edge.issuer;
    exports com.exorlive.meeting.edge.outbound;
}
