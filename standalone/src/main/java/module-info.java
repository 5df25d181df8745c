/// Everything in one JVM. Wires; knows no rules.
@org.jspecify.annotations.NullMarked
module com.exorlive.meeting.standalone {
    requires com.exorlive.meeting.core;
    requires com.exorlive.meeting.edge;
    requires com.exorlive.meeting.sfucontrol;
    requires com.exorlive.meeting.signaling;
    requires ch.qos.logback.classic;
    requires ch.qos.logback.core;
    requires info.picocli;
    requires io.nayuki.qrcodegen;
    requires io.prometheus.metrics.core;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires org.slf4j;
    requires typesafe.config;
}
