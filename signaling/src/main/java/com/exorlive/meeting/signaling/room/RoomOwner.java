package com.exorlive.meeting.signaling.room;

import com.exorlive.meeting.sfucontrol.SfuEvent;
import com.exorlive.meeting.signaling.protocol.SessionId;

/// What a room asks of whoever runs it.
interface RoomOwner {
    /// Pages may resume with this id from now on.
    void onSessionBegan(SessionId sid);

    void onSessionGone(SessionId sid);

    /// Puts the event into the room's mailbox. Called on any thread; must not block.
    void onSfu(long incarnation, SfuEvent event);
}
