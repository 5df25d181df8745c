package com.exorlive.meeting.sfu.room;

import java.util.Locale;

/// Why a datagram went no further. Each is counted apart, because each asks something else of an
/// operator (docs/operations.md).
public enum Drop {
    /// Too long, or nothing that we know.
    MALFORMED,
    /// From an address that passed no check.
    STRANGER,
    /// A check for no living user name fragment.
    CHECK_STRANGER,
    /// A check that the password did not make.
    CHECK_FORGED,
    /// More checks than an address, or a leg, may send.
    CHECK_FLOOD,
    /// More DTLS than a handshake needs.
    DTLS_FLOOD,
    /// So many handshakes wait that this one must come again.
    DTLS_BUSY,
    /// More bytes or packets than a participant may send; nothing was decrypted.
    FLOOD,
    /// More feedback than a participant may send; nothing was decrypted.
    FEEDBACK_FLOOD,
    /// More packets of streams that proved nothing yet than a participant may send.
    UNPROVEN_FLOOD,
    /// One stream more than a leg may have.
    STREAM_FLOOD,
    /// Media that the key did not make.
    FORGED,
    /// Seen before, or too old, on either side. Among them are repeats of sound that had come
    /// already and got lost on its way to the other one.
    REPLAYED,
    /// Media before the handshake is through.
    EARLY,
    /// Genuine, but the other one is not there.
    ALONE,
    /// Its handler broke: a bug of ours.
    BROKEN;

    /// What the metrics call it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
