package com.exorlive.meeting.sfu.room;

/// What the SFU has counted since its start, and how many rooms and legs live now. Says nothing of
/// anybody.
///
/// @param forwarded RTP and RTCP packets that reached the other leg
/// @param forgeries packets and checks that their key did not make
/// @param replays packets seen before, or too old, on either side
/// @param malformed datagrams that are nothing we know
/// @param strangers datagrams from addresses, and checks for names, that we don't know
/// @param throttled over a rate, a queue or a number of streams
/// @param unwanted genuine packets for which nobody is there
/// @param unsent packets that the operating system did not take
/// @param overrun datagrams that came and that nobody took in time
public record SfuCounters(
        long forwarded,
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
        long connectedLegs) {

    static final SfuCounters NONE = new SfuCounters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    SfuCounters plus(SfuCounters other) {
        return new SfuCounters(
                forwarded + other.forwarded,
                forwardedBytes + other.forwardedBytes,
                forgeries + other.forgeries,
                replays + other.replays,
                malformed + other.malformed,
                strangers + other.strangers,
                throttled + other.throttled,
                unwanted + other.unwanted,
                unsent + other.unsent,
                overrun + other.overrun,
                rooms + other.rooms,
                legs + other.legs,
                connectedLegs + other.connectedLegs);
    }
}
