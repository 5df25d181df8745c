package com.exorlive.meeting.signaling.protocol;

/// What a frame turned out to be. A frame that breaks the protocol is none of these: it throws a
/// [ProtocolException].
public sealed interface Decoded {
    Envelope envelope();

    record Understood(ClientMessage message, Envelope envelope) implements Decoded {}

    /// To be answered with an error; the connection stays.
    record Misunderstood(ErrorCode code, Envelope envelope) implements Decoded {}

    /// An extension that this server does not know.
    record Ignored(Envelope envelope) implements Decoded {}
}
