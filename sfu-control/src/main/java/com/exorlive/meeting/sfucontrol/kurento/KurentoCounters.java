package com.exorlive.meeting.sfucontrol.kurento;

/// What the driver of one Kurento has counted since its start.
///
/// @param sessions control sessions begun: more than one after Kurento had been away
/// @param resumed control connections that broke and were made again with the same session
/// @param adopted pipelines of an earlier life of this node that were let go on
/// @param orphans pipelines that nobody claimed, and that were released
/// @param transcodings rooms ended because Kurento had begun to decode pictures or sound
/// @param payloadErrors rooms ended because frames came that Kurento can't put into packets
/// @param stuck rooms ended because what one sent did not come out to the other
/// @param otherErrors errors that Kurento told of and that ended nothing
/// @param refused rooms refused for lack of threads or file descriptors
public record KurentoCounters(
        long sessions,
        long resumed,
        long adopted,
        long orphans,
        long transcodings,
        long payloadErrors,
        long stuck,
        long otherErrors,
        long refused) {}
