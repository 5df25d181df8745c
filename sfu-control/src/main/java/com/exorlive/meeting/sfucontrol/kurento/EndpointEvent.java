package com.exorlive.meeting.sfucontrol.kurento;

import com.exorlive.meeting.sfucontrol.SfuEvent.DownReason;

/// What Kurento says of one endpoint. These come in any order: "gathering is done" before a
/// candidate, "new" after "connecting" (seen). So each stands for itself, and none is a step of a
/// state machine.
sealed interface EndpointEvent {
    /// @param mid as Kurento calls it
    record Found(String mid, String candidate) implements EndpointEvent {}

    record Up() implements EndpointEvent {}

    record Down(DownReason reason) implements EndpointEvent {}

    /// @param isInto whether it is about what Kurento brings to this endpoint, not what it takes
    ///     from it
    record Flow(boolean isInto, boolean isVideo, boolean isFlowing) implements EndpointEvent {}

    record Fatal(FatalFault fault) implements EndpointEvent {}

    record OtherError() implements EndpointEvent {}
}
