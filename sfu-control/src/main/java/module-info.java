/// The one way to a media server. `sfu` is required without `transitive`, so that no user of this
/// module can name it.
@org.jspecify.annotations.NullMarked
module com.exorlive.meeting.sfucontrol {
    requires com.exorlive.meeting.sfu;
    requires com.google.gson;
    requires java.net.http;
    requires kurento.client;
    requires kurento.jsonrpc.client;
    requires org.jspecify;
    requires org.slf4j;
    requires tools.jackson.databind;

    exports com.exorlive.meeting.sfucontrol;
    exports com.exorlive.meeting.sfucontrol.janus;
    exports com.exorlive.meeting.sfucontrol.kurento;
    exports com.exorlive.meeting.sfucontrol.link;
    exports com.exorlive.meeting.sfucontrol.pool;
    exports com.exorlive.meeting.sfucontrol.remote;
}
