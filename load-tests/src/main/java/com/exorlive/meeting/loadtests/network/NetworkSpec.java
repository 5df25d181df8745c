package com.exorlive.meeting.loadtests.network;

/// How bad the network between each participant and the server is made, each way on its own.
///
/// @param up from the participant to the server
public record NetworkSpec(WaySpec up, WaySpec down) {
    public static final NetworkSpec PERFECT = new NetworkSpec(WaySpec.PERFECT, WaySpec.PERFECT);
}
