package com.exorlive.meeting.sfucontrol;

/// What sort of media server is behind a driver. Nobody needs to act on it: every page handles any
/// number of peer connections with either side offering. It is for operators and tests.
///
/// @param peerConnections of each participant while both are there
/// @param pageOffers whether the page offers on some of them
/// @param stillsWhoIsAlone whether somebody alone is asked to send nothing
/// @param restartsIce whether ICE restarts on the same peer connection; else it is replaced
/// @param forwardsPackets whether packets pass as they are; else frames are put together first
public record SfuCapabilities(
        int peerConnections,
        boolean pageOffers,
        boolean stillsWhoIsAlone,
        boolean restartsIce,
        boolean forwardsPackets) {
    /// Of the media server in this process.
    public static final SfuCapabilities EMBEDDED = new SfuCapabilities(1, false, true, true, true);

    /// Of Janus's VideoRoom.
    public static final SfuCapabilities JANUS = new SfuCapabilities(2, true, false, true, true);

    /// Of Kurento's WebRtcEndpoint: two peer connections from the beginning, camera and screen.
    public static final SfuCapabilities KURENTO =
            new SfuCapabilities(2, false, false, false, false);
}
