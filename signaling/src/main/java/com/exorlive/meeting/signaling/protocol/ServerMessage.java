package com.exorlive.meeting.signaling.protocol;

import com.exorlive.meeting.sfucontrol.Candidate;
import com.exorlive.meeting.sfucontrol.Description;
import com.exorlive.meeting.sfucontrol.PcId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Everything that the server can say; docs/protocol.md.
public sealed interface ServerMessage {

    /// Numbered, kept until it is acknowledged, and sent again after a loss.
    sealed interface Counted extends ServerMessage
            permits Describe,
                    OfferWanted,
                    IceServers,
                    Trickle,
                    DropPc,
                    Media,
                    Relayed,
                    PresenceChanged,
                    Ended {}

    /// About the socket that it is sent over, and lost with it.
    sealed interface Uncounted extends ServerMessage
            permits Welcome, Resumed, Resync, Replaced, Bye, Pong, Ack, Problem {}

    record Describe(Description description) implements Counted {}

    record OfferWanted(PcId pc) implements Counted {}

    /// What the page uses from now on, instead of those that `Welcome` or this told it before.
    record IceServers(List<IceServer> servers) implements Counted {
        public IceServers {
            servers = List.copyOf(servers);
        }
    }

    record Trickle(Candidate candidate) implements Counted {}

    record DropPc(PcId pc) implements Counted {}

    record Media(PcId pc, boolean isUp) implements Counted {}

    /// What the other page said, end to end: opaque, and not printed.
    record Relayed(ConnectionId from, String data) implements Counted {
        @Override
        public String toString() {
            return "Relayed[" + from + " " + data.length() + "]";
        }
    }

    record PresenceChanged(Seat seat, Presence presence, boolean isActive, Instant endsAt)
            implements Counted {}

    record Ended(Ending ending) implements Counted {}

    /// @param relayOnly whether the page may reach the media server by its ICE servers alone
    record Welcome(
            SessionId sid,
            ConnectionId conn,
            Secret resumeToken,
            Seat seat,
            People people,
            Presence.OfBoth present,
            MeetingView meeting,
            Timing timing,
            List<IceServer> iceServers,
            boolean relayOnly)
            implements Uncounted {
        public Welcome {
            iceServers = List.copyOf(iceServers);
        }
    }

    record Resumed(Secret resumeToken, long ack, Presence.OfBoth present, MeetingView meeting)
            implements Uncounted {}

    record Resync(ResyncReason reason) implements Uncounted {}

    record Replaced() implements Uncounted {}

    record Bye(long delayMs) implements Uncounted {}

    record Pong(long n) implements Uncounted {}

    /// Nothing but the acknowledgement of its envelope.
    record Ack() implements Uncounted {}

    /// Wire name `error`.
    ///
    /// @param re the id of the message that it is about; empty if there is none
    record Problem(ErrorCode code, String re) implements Uncounted {}

    /// How often the page must be heard, and how long a lost one is waited for.
    record Timing(Duration ping, Duration clientDead, Duration grace) {}

    /// Why the server can't carry a session on.
    enum ResyncReason {
        UNKNOWN_SESSION,
        TOO_OLD,
        GAP
    }
}
