package com.exorlive.meeting.sfu.room;

import com.exorlive.meeting.sfu.path.Path;

/// Where datagrams leave. Confined to its event loop.
interface PacketOutput {
    /// The array is the caller's again when this returns.
    void send(byte[] data, int length, Path to);

    /// What was sent outside of the handling of a datagram must not wait for the next one.
    void flush();
}
