package com.exorlive.meeting.signaling.room;

import com.exorlive.meeting.signaling.protocol.Decoded;

/// The way from one socket to its room, at whichever node the room is. Thread-safe.
public interface Doorway {
    /// Hands on what the page sent. Waits while the room has too much to do.
    ///
    /// @param text as it came
    /// @param decoded what that means
    void onFrame(String text, Decoded decoded);

    /// The socket is gone. May be called more than once.
    void onLost();
}
