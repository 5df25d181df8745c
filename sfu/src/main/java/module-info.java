/// Packets between two legs: ICE-lite, DTLS, SRTP, forwarding. Knows no people and no rules of
/// rooms.
@org.jspecify.annotations.NullMarked
module com.exorlive.meeting.sfu {
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.transport;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.unix.common;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires org.bouncycastle.tls;
    requires org.jspecify;
    requires org.slf4j;

    exports com.exorlive.meeting.sfu.room to
            com.exorlive.meeting.sfucontrol;
}
