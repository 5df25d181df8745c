package com.exorlive.meeting.sfu.net;

import com.exorlive.meeting.sfu.path.Path;

/// Takes what arrives at a port, on its event loop.
@FunctionalInterface
public interface DatagramHandler {
    /// A datagram came.
    ///
    /// @param data reused for the next datagram when this returns
    void onDatagram(byte[] data, int length, Path from);
}
