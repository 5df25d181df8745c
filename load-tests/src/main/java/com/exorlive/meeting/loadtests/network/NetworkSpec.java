package com.exorlive.meeting.loadtests.network;

import com.exorlive.meeting.loadtests.turn.TurnServer;
import java.util.List;

/// How bad the network between each participant and the server is made, each way on its own, and
/// whether it goes by way of a TURN server.
///
/// @param up from the participant to the server
/// @param turn the one or none by which all go
public record NetworkSpec(WaySpec up, WaySpec down, List<TurnServer> turn) {
    public static final NetworkSpec PERFECT =
            new NetworkSpec(WaySpec.PERFECT, WaySpec.PERFECT, List.of());

    public NetworkSpec {
        turn = List.copyOf(turn);
    }
}
