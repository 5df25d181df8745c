package com.exorlive.meeting.signaling.protocol;

import com.exorlive.meeting.sfucontrol.Candidate;
import com.exorlive.meeting.sfucontrol.Description;
import com.exorlive.meeting.sfucontrol.PcId;

/// Everything that a page can say; docs/protocol.md.
public sealed interface ClientMessage {

    /// The first frame of a socket.
    sealed interface Opening extends ClientMessage permits Hello, Resume {}

    /// Numbered, acknowledged and sent again after a loss.
    sealed interface Counted extends ClientMessage
            permits Describe, Trickle, RestartIce, Relay, End {}

    record Hello(Secret ticket, Secret verifier) implements Opening {}

    record Resume(SessionId sid, Secret resumeToken, long ack) implements Opening {}

    record Describe(Description description) implements Counted {}

    record Trickle(Candidate candidate) implements Counted {}

    record RestartIce(PcId pc) implements Counted {}

    /// What one page says to the other, end to end: opaque, and not printed.
    record Relay(ConnectionId to, String data) implements Counted {
        @Override
        public String toString() {
            return "Relay[" + to + " " + data.length() + "]";
        }
    }

    record End() implements Counted {}

    record Ping(long n) implements ClientMessage {}

    /// Nothing but the acknowledgement in its envelope.
    record Ack() implements ClientMessage {}
}
