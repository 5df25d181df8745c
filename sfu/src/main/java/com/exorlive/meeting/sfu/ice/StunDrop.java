package com.exorlive.meeting.sfu.ice;

/// Why a STUN message was left unanswered.
public enum StunDrop {
    /// Not a STUN message, or one that ICE has no use for.
    MALFORMED,
    /// For no living user name fragment.
    UNKNOWN_UFRAG,
    /// Not made with the password.
    FORGED,
    /// More than the address, or the leg, may send.
    TOO_MANY
}
