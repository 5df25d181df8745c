package com.exorlive.meeting.signaling.redis;

import java.util.List;
import java.util.Optional;

/// What the scripts do to one meeting, as a pure function of small values: two nodes, three
/// subjects, two seats, a lease that is or is not over. The same rules as in the `.lua` files;
/// [RegistryModelTest] holds the two against each other and looks through every order of events.
final class RegistryModel {
    static final int NOBODY = -1;

    private RegistryModel() {}

    /// @param epoch 0 while there is no room
    /// @param owner a node, or `NOBODY` once it was let go of
    /// @param seats the subject of each seat, or `NOBODY`
    record Redis(int epoch, int owner, boolean isLeased, List<Integer> seats, boolean isOver) {
        static Redis empty() {
            return new Redis(0, NOBODY, false, List.of(NOBODY, NOBODY), false);
        }
    }

    record Done(Redis redis, String answer) {}

    /// The answer ends with the epoch if it is `owned`.
    ///
    /// @param subject for whom, or `NOBODY` if the node does not say, as in the release before
    static Done claim(Redis redis, int node, int seat, int subject) {
        if (redis.isOver()) {
            return new Done(redis, "over");
        }
        if (redis.epoch() > 0 && redis.owner() == node) {
            var renewed = new Redis(redis.epoch(), node, true, redis.seats(), false);
            return new Done(renewed, "owned " + redis.epoch());
        }
        if (redis.owner() != NOBODY && redis.isLeased()) {
            return new Done(redis, "by");
        }
        int sitting = redis.seats().get(seat);
        var isAnothers = sitting != NOBODY && sitting != subject;
        if (subject != NOBODY && (isAnothers || redis.seats().get(1 - seat) == subject)) {
            return new Done(redis, "taken");
        }
        int epoch = redis.epoch() + 1;
        return new Done(new Redis(epoch, node, true, redis.seats(), false), "owned " + epoch);
    }

    static Done admit(Redis redis, int node, int epoch, int seat, int subject) {
        if (redis.isOver()) {
            return new Done(redis, "over");
        }
        if (redis.epoch() != epoch || redis.owner() != node) {
            return new Done(redis, "fenced");
        }
        int sitting = redis.seats().get(seat);
        if (redis.seats().get(1 - seat) == subject || (sitting != NOBODY && sitting != subject)) {
            return new Done(redis, "taken");
        }
        var seats =
                seat == 0
                        ? List.of(subject, redis.seats().get(1))
                        : List.of(redis.seats().get(0), subject);
        return new Done(new Redis(epoch, node, redis.isLeased(), seats, false), "admitted");
    }

    static Done end(Redis redis, int epoch, boolean byPerson) {
        if (!redis.isOver() && redis.epoch() > epoch && !byPerson) {
            return new Done(redis, "fenced");
        }
        var over = Redis.empty();
        return new Done(new Redis(0, NOBODY, false, over.seats(), true), "buried");
    }

    static Done renew(Redis redis, int node, int epoch) {
        if (redis.isOver()) {
            return new Done(redis, "over");
        }
        return redis.epoch() == epoch && redis.owner() == node
                ? new Done(new Redis(epoch, node, true, redis.seats(), false), "held")
                : new Done(redis, "lost");
    }

    static Done release(Redis redis, int node, int epoch) {
        return redis.epoch() == epoch && redis.owner() == node
                ? new Done(new Redis(epoch, NOBODY, false, redis.seats(), false), "released")
                : new Done(redis, "lost");
    }

    /// Time goes by, and nobody renews.
    static Redis expire(Redis redis) {
        return new Redis(redis.epoch(), redis.owner(), false, redis.seats(), redis.isOver());
    }

    /// What may be on its way from a node to Redis: it may be done late, and its answer may be
    /// lost.
    sealed interface Asked {
        int node();

        record Claim(int node, int seat, int subject) implements Asked {}

        record Admit(int node, int epoch, int seat, int subject) implements Asked {}

        record End(int node, int epoch, boolean byPerson) implements Asked {}

        record Renew(int node, int epoch) implements Asked {}

        record Release(int node, int epoch) implements Asked {}
    }

    static Done apply(Redis redis, Asked asked) {
        return switch (asked) {
            case Asked.Claim(var node, var seat, var subject) -> claim(redis, node, seat, subject);
            case Asked.Admit(var node, var epoch, var seat, var subject) ->
                    admit(redis, node, epoch, seat, subject);
            case Asked.End(var _, var epoch, var byPerson) -> end(redis, epoch, byPerson);
            case Asked.Renew(var node, var epoch) -> renew(redis, node, epoch);
            case Asked.Release(var node, var epoch) -> release(redis, node, epoch);
        };
    }

    /// Everything: Redis, what each node believes, what is on its way, and what was done so far.
    ///
    /// @param believed the epoch under which each node believes that it owns the room, or 0
    /// @param onItsWay at most one request of each node
    /// @param in the subjects that were ever let in
    /// @param lastEpoch the highest under which somebody was let in
    /// @param lastOwner the node that did
    /// @param isAnswered whether somebody was told that the meeting is over
    record World(
            Redis redis,
            List<Integer> believed,
            List<Optional<Asked>> onItsWay,
            List<Boolean> in,
            int lastEpoch,
            int lastOwner,
            boolean isAnswered) {
        static World begin() {
            return new World(
                    Redis.empty(),
                    List.of(0, 0),
                    List.of(Optional.empty(), Optional.empty()),
                    List.of(false, false, false),
                    0,
                    NOBODY,
                    false);
        }
    }
}
