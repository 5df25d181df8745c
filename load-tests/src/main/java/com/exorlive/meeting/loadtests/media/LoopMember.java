package com.exorlive.meeting.loadtests.media;

import java.util.Set;

/// Whose media an event loop carries. Confined to that loop.
interface LoopMember {
    /// Streams of the other one that are silent though it is there and was heard before.
    int silentStreams();

    void addPorts(Set<Integer> own, Set<Integer> servers);

    /// The loop was paused, or goes on.
    void onPause();
}
