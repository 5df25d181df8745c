package com.exorlive.meeting.sfucontrol.kurento;

import java.time.Duration;

/// How long the driver waits for what.
///
/// @param beatEach how often Kurento is asked whether it lives
/// @param beatWithin until it counts as hanging; with `beatEach` the longest until that is noticed.
///     Longer makes a hanging one cost more of a call; shorter takes a busy one for dead
/// @param answerWithin for anything else. The first endpoint after a start takes a second
/// @param connectWithin for a new control connection, and so how long a broken one may take to be
///     made again
/// @param againAfter between two tries to reach one that is not there
/// @param adoptFor how long pipelines of an earlier life of this node may go on until their rooms
///     are opened again
record KurentoTiming(
        Duration beatEach,
        Duration beatWithin,
        Duration answerWithin,
        Duration connectWithin,
        Duration againAfter,
        Duration adoptFor) {
    static final KurentoTiming USUAL =
            new KurentoTiming(
                    Duration.ofMillis(500),
                    Duration.ofMillis(1500),
                    Duration.ofSeconds(4),
                    Duration.ofMillis(1000),
                    Duration.ofMillis(250),
                    Duration.ofSeconds(60));
}
