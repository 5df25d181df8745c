/// The embedded media server in another process, mostly on another machine: [MediaServer] is that
/// process's part, [RemoteSfu] the driver of it.
///
/// What the two say to each other goes over one TCP connection, sealed with a secret of both. It
/// is a conversation that outlives its connection: each side keeps what the other one has not yet
/// said to have heard, so that nothing is lost or done twice when the connection breaks for a
/// moment. Media flow on meanwhile.
package com.exorlive.meeting.sfucontrol.remote;
