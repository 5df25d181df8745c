package com.exorlive.meeting.edge;

import java.util.Optional;

/// What an exception is that may be over when the same is asked again. [HttpRoutes] answers it with
/// 503 and `Retry-After`, in one place.
public interface TryAgain {
    /// Empty if asking again would not help.
    Optional<Later> later();

    /// @param code the stable word that the caller sees
    /// @param seconds when to come back
    record Later(String code, long seconds) {}
}
