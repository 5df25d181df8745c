package com.exorlive.meeting.sfu.dtls;

import com.exorlive.meeting.sfu.sdp.Fingerprint;

/// The DTLS side of one leg, as the rest of the SFU sees it: a machine. Confined to its event loop,
/// whatever runs inside.
public interface Dtls {

    /// A DTLS datagram came from an address that passed an ICE check. The array is the caller's.
    void onDatagram(byte[] data, int length);

    /// The browser's answer is in: this is the certificate it must show. Once.
    void onPeerFingerprint(Fingerprint fingerprint);

    /// Ends without a word: a close_notify would tear down a browser's peer connection that may
    /// still be wanted. No output comes after this.
    void close();

    /// Makes the DTLS side of a new leg.
    @FunctionalInterface
    interface Factory {
        Dtls create(DtlsOutput output);
    }
}
