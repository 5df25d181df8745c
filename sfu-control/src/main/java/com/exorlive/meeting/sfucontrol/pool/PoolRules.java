package com.exorlive.meeting.sfucontrol.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Which media server gets the next room. Pure.
final class PoolRules {
    /// Who has lost a room is left alone for so long, if there is another. Longer leaves a good one
    /// idle after one bad moment; shorter may send the same call to the same fault twice.
    static final Duration SUSPECTED = Duration.ofSeconds(10);

    /// Who stands earlier in the configuration is preferred by so many rooms: the media server in
    /// this process costs nothing extra.
    private static final int HEAD_START = 2;

    private PoolRules() {}

    /// What is known of one media server.
    ///
    /// @param rooms that it has now, those of other processes too
    /// @param suspectedSince when it last lost a room, or refused one
    record Member(
            int position,
            boolean isReady,
            boolean isDraining,
            int rooms,
            Optional<Instant> suspectedSince) {

        private boolean isOpen() {
            return isReady && !isDraining;
        }

        private boolean isSuspected(Instant now) {
            return suspectedSince.filter(since -> now.isBefore(since.plus(SUSPECTED))).isPresent();
        }

        private int weight() {
            return rooms + HEAD_START * position;
        }
    }

    /// The open ones in the order in which they are asked: the least loaded first, suspected ones
    /// last.
    static List<Member> order(List<Member> members, Instant now) {
        return members.stream()
                .filter(Member::isOpen)
                .sorted(
                        Comparator.<Member, Boolean>comparing(it -> it.isSuspected(now))
                                .thenComparingInt(Member::weight))
                .toList();
    }
}
