package com.exorlive.meeting.edge.issuer;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What another machine's clock says, held against ours.
public final class Moments {
    /// How far clocks may differ (S-03).
    public static final Duration SKEW = Duration.ofSeconds(30);

    private Moments() {}

    /// Whether somebody signed in no longer ago than that, and not in the future.
    ///
    /// @param longest ago; null: however long
    /// @param at null if nobody says when it was
    public static boolean isRecent(@Nullable Duration longest, @Nullable Instant at, Instant now) {
        if (longest == null) {
            return true;
        }
        return at != null
                && !at.isAfter(now.plus(SKEW))
                && !at.isBefore(now.minus(longest).minus(SKEW));
    }
}
