package com.exorlive.meeting.sfu.dtls;

import com.exorlive.meeting.sfu.srtp.SrtpKeyingMaterial;

/// What DTLS asks for and tells, on the event loop.
public interface DtlsOutput {
    /// Send this datagram to where the leg is. The array is handed over.
    void transmit(byte[] datagram);

    /// The handshake is done and the certificate is the announced one.
    void connected(SrtpKeyingMaterial keys);

    /// It can't be set up. The last output.
    void failed(Failure failure);

    /// The browser said good-bye. The last output.
    void closedByPeer();

    /// A datagram came faster than the handshake takes them.
    void dropped();

    /// So many handshakes wait that the browser must repeat its hello later, as it does by itself.
    void busy();

    /// Why a handshake failed.
    enum Failure {
        HANDSHAKE,
        FINGERPRINT
    }
}
