/// People, organisations, contacts, programs, invitations, the audit log; signs people in. It knows
/// no sockets of a call and no media.
@org.jspecify.annotations.NullMarked
module com.exorlive.meeting.core {
    requires transitive com.exorlive.meeting.edge;
