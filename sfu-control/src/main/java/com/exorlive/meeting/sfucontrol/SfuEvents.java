package com.exorlive.meeting.sfucontrol;

/// Where the events of one room go: the mailbox of whoever owns the room. Must return at once.
@FunctionalInterface
public interface SfuEvents {
    void onEvent(SfuEvent event);
}
