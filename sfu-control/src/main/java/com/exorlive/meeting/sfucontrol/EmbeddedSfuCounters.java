package com.exorlive.meeting.sfucontrol;

/// What the embedded SFU has counted since its start, and what lives in it now. Says nothing of
/// anybody.
///
/// @param forwardedPackets RTP and RTCP packets that reached the other participant
/// @param forgeries packets and ICE checks that their key did not make
/// @param replays packets seen before or too old
/// @param malformed datagrams that are nothing we know
/// @param strangers datagrams from unknown addresses and checks for unknown names
/// @param throttled over a rate, a queue or a number of streams
/// @param unwanted genuine packets for which nobody was there
/// @param unsent packets that the operating system did not take
/// @param overrun datagrams that came and that nobody took in time
public record EmbeddedSfuCounters(
        long forwardedPackets,
        long forwardedBytes,
        long forgeries,
        long replays,
        long malformed,
        long strangers,
        long throttled,
        long unwanted,
        long unsent,
        long overrun,
        long rooms,
        long legs,
        long connectedLegs) {}
