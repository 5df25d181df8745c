package com.exorlive.meeting.core;

import java.util.Map;

/// How many notices ("a message waits for you") there are, by channel.
///
/// @param waiting still to be sent
/// @param dead given up in the last month
public record NoticeCounts(Map<String, Long> waiting, Map<String, Long> dead) {
    public NoticeCounts {
        waiting = Map.copyOf(waiting);
        dead = Map.copyOf(dead);
    }
}
