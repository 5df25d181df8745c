package com.exorlive.meeting.core;

/// One feature's part of the published API, each documented answer of each operation had once.
interface ApiStory {
    void tell(CheckedCalls api);
}
