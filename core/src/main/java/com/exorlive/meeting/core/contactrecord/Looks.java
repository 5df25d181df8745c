package com.exorlive.meeting.core.contactrecord;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;

/// Which look at a record goes on: an open page asks again every few seconds, and that is one look
/// in the audit log and not a thousand. Forgetting one, by a restart or for want of room, costs a
/// line more. Thread-safe.
final class Looks {
    /// A page that asks again within this time was open all the while.
    private static final Duration PAUSE = Duration.ofMinutes(1);

    /// A page that stays open is told of again.
    private static final Duration LONGEST = Duration.ofHours(1);

    private static final long MOST = 100_000;

    private final Cache<Key, Look> looks = Caffeine.newBuilder().maximumSize(MOST).build();

    /// @param basis what it rests on: with another it is another look
    record Key(String event, String actor, String target, String basis) {}

    private record Look(Instant began, Instant last) {
        boolean goesOnAt(Instant now) {
            return now.isBefore(last.plus(PAUSE)) && now.isBefore(began.plus(LONGEST));
        }
    }

    boolean isNew(Key key, Instant now) {
        var before = looks.getIfPresent(key);
        return before == null || !before.goesOnAt(now);
    }

    /// The look was answered, and written down if it was new.
    void onLook(Key key, Instant now) {
        looks.asMap()
                .compute(
                        key,
                        (_, before) ->
                                new Look(
                                        before != null && before.goesOnAt(now)
                                                ? before.began()
                                                : now,
                                        now));
    }
}
