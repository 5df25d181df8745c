package com.exorlive.meeting.loadtests.media;

import com.exorlive.meeting.sfu.wire.NetworkOrder;

/// Counts what an RTCP packet asks for. It is not done: every run is to send the same.
final class FeedbackCounts {
    private static final int TRANSPORT_FEEDBACK = 205;
    private static final int PAYLOAD_FEEDBACK = 206;
    private static final int NACK = 1;
    private static final int PLI = 1;
    private static final int FIR = 4;
    private static final int APPLICATION = 15;

    private FeedbackCounts() {}

    /// @param length of a compound packet (RFC 3550 section 6.1); what is cut off is left out
    static void count(byte[] packet, int length, MediaCounts counts) {
        int at = 0;
        while (at + 4 <= length) {
            int format = packet[at] & 0x1F;
            switch (packet[at + 1] & 0xFF) {
                case TRANSPORT_FEEDBACK -> counts.nacks += format == NACK ? 1 : 0;
                case PAYLOAD_FEEDBACK -> {
                    counts.keyFrameRequests += format == PLI || format == FIR ? 1 : 0;
                    counts.bandwidthLimits += format == APPLICATION ? 1 : 0;
                }
                default -> {
                    // Reports ask for nothing.
                }
            }
            at += 4 * (1 + NetworkOrder.u16(packet, at + 2));
        }
    }
}
