package com.exorlive.meeting.core.notice;

import com.exorlive.meeting.core.person.Subject;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/// "A message waits for you in ExorLive": told to somebody who is not looking. It never says more.
@FunctionalInterface
public interface Notices {
    /// Puts the notice into the transaction of what it tells about; it is sent after that.
    ///
    /// @param expiresAt when it is of no use any more
    void tell(Handle handle, Subject receiver, Notice notice, Instant expiresAt);

    /// That a message waits.
    default void waits(Handle handle, Subject receiver, Instant expiresAt) {
        tell(handle, receiver, Notice.MESSAGE, expiresAt);
    }
}
