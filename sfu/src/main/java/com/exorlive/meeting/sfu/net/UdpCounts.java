package com.exorlive.meeting.sfu.net;

/// What a port lost at its socket.
///
/// @param unsent datagrams that the kernel did not take: no room, or no way there
/// @param overrun datagrams that came and that we did not take in time; 0 where nobody knows
public record UdpCounts(long unsent, long overrun) {}
