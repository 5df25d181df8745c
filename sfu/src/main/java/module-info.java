/// Packets between two legs: ICE-lite, DTLS, SRTP, forwarding. Knows no people and no rules of
/// rooms.
@org.jspecify.annotations.NullMarked
module com.exorlive.meeting.sfu {
    requires org.jspecify;
    requires org.slf4j;
}
