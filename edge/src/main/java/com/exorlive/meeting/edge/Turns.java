package com.exorlive.meeting.edge;

import java.util.OptionalLong;

/// How often something may be done, by key: each time takes a turn. Thread-safe.
public interface Turns {
    /// Takes one turn.
    ///
    /// @return empty if it was free, else the whole seconds until the next one is, at least 1
    OptionalLong secondsToWait(String key);

    /// Gives a turn back that led to nothing for a reason of ours.
    void giveBack(String key);
}
