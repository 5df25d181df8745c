package com.exorlive.meeting.core.video;

/// A video that can be read anywhere.
public interface VideoBytes {
    long size();

    /// Reads exactly that many.
    ///
    /// @param at so that all of them are inside
    byte[] read(long at, int length);
}
