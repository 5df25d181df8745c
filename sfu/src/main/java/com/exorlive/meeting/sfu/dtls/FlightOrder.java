package com.exorlive.meeting.sfu.dtls;

import static com.exorlive.meeting.sfu.wire.NetworkOrder.u16;
import static com.exorlive.meeting.sfu.wire.NetworkOrder.u24;

/// Keeps the end of the browser's second flight back until its CertificateVerify has come. Bouncy
/// Castle reads with the new keys from the first ChangeCipherSpec on and throws away what comes
/// under none: a CertificateVerify that was lost or overtaken would not be taken however often it
/// is repeated, and the handshake would die after its 20 s. The browser repeats the whole flight
/// (RFC 6347 section 4.2.4), so what is kept back comes again. Confined to its event loop.
final class FlightOrder {
    private static final int RECORD_HEADER = 13;
    private static final int MESSAGE_HEADER = 12;
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int HANDSHAKE = 22;
    private static final int CERTIFICATE_VERIFY = 15;

    private boolean hasProof;

    /// How much of the datagram may go on; 0 for none.
    int admit(byte[] datagram, int length) {
        int at = 0;
        while (!hasProof && at + RECORD_HEADER <= length) {
            int end = at + RECORD_HEADER + u16(datagram, at + 11);
            boolean isEncrypted = u16(datagram, at + 3) > 0;
            if (isEncrypted || datagram[at] == CHANGE_CIPHER_SPEC) {
                return at;
            }
            if (datagram[at] == HANDSHAKE) {
                hasProof = provesIn(datagram, at + RECORD_HEADER, Math.min(end, length));
            }
            at = end;
        }
        return length;
    }

    /// Whether a CertificateVerify, or the end of one in pieces, is among these messages.
    private static boolean provesIn(byte[] datagram, int from, int end) {
        int at = from;
        while (at + MESSAGE_HEADER <= end) {
            int pieceEnd = u24(datagram, at + 6) + u24(datagram, at + 9);
            if (datagram[at] == CERTIFICATE_VERIFY && pieceEnd == u24(datagram, at + 1)) {
                return true;
            }
            at += MESSAGE_HEADER + u24(datagram, at + 9);
        }
        return false;
    }
}
