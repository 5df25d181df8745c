/// The one way to a media server. `sfu` is required without `transitive`, so that no user of this
/// module can name it.
@org.jspecify.annotations.NullMarked
module com.exorlive.meeting.sfucontrol {
    requires com.exorlive.meeting.sfu;
    requires org.jspecify;
    requires org.slf4j;

    exports com.exorlive.meeting.sfucontrol;
}
