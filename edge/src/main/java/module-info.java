/// The HTTP edge that `core` and `signaling` share. It knows HTTP; it never knows people or rooms.
@org.jspecify.annotations.NullMarked
module com.exorlive.meeting.edge {
    requires transitive org.eclipse.jetty.server;
    requires transitive tools.jackson.databind;
    requires transitive org.jspecify;
    requires io.prometheus.metrics.core;
    requires org.slf4j;

    exports com.exorlive.meeting.edge;
}
