/// A UDP socket of Linux with many datagrams a system call and nothing allocated per datagram: the
/// one place that calls C (`java.lang.foreign`). Knows no Netty; whoever has a socket waits for it
/// in its own way.
@org.jspecify.annotations.NullMarked
package com.exorlive.meeting.sfu.net.linux;
