package com.exorlive.meeting.sfu.srtp;

/// What became of a packet that was not let through: negative, so that it shares a return value
/// with the length of one that was. No exception and no object, because packets come by the
/// thousand.
public final class SrtpResult {
    /// Not an SRTP packet.
    public static final int MALFORMED = -1;

    /// Its tag does not fit its content.
    public static final int FORGED = -2;

    /// Seen before, or too old to know.
    public static final int REPLAYED = -3;

    /// One stream more than a leg may have.
    public static final int TOO_MANY_STREAMS = -4;

    private SrtpResult() {}
}
