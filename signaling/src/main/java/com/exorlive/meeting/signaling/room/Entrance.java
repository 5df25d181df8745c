package com.exorlive.meeting.signaling.room;

import com.exorlive.meeting.signaling.admission.SeatGrant;
import com.exorlive.meeting.signaling.protocol.ClientMessage;
import com.exorlive.meeting.signaling.session.Line;

/// Brings a page to its room. What comes of it is told over the line. Thread-safe; may block.
public interface Entrance {
    /// A page with a good ticket.
    ///
    /// @param node to which the ticket sent it; empty if to any
    Way hello(SeatGrant grant, Line line, String node);

    /// A page that lost its socket.
    ///
    /// @param node where its room was, as far as the page knows; empty if it knows nothing
    Way resume(ClientMessage.Resume message, Line line, String node);

    /// What becomes of a page.
    sealed interface Way {
        record Open(Doorway doorway) implements Way {}

        /// Nobody knows its session: it has to begin anew.
        record Unknown() implements Way {}

        /// Not now.
        record Busy() implements Way {}
    }
}
