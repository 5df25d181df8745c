package com.exorlive.meeting.sfucontrol;

import java.util.Map;

/// What the embedded SFU has counted since its start, and what lives in it now. Says nothing of
/// anybody.
///
/// @param forwardedPackets RTP and RTCP packets that reached the other participant
/// @param dropped datagrams that went no further, by the stable word of the reason: all reasons are
///     there from the start
/// @param lost participants whom media can't reach any more, likewise
/// @param unsent packets that the operating system did not take
/// @param overrun datagrams that came and that nobody took in time
/// @param handshakesWaiting participants who wait for their turn to shake hands now
public record EmbeddedSfuCounters(
        long forwardedPackets,
        long forwardedBytes,
        Map<String, Long> dropped,
        Map<String, Long> lost,
        long unsent,
        long overrun,
        long rooms,
        long legs,
        long connectedLegs,
        long handshakesWaiting) {
    public EmbeddedSfuCounters {
        dropped = Map.copyOf(dropped);
        lost = Map.copyOf(lost);
    }
}
