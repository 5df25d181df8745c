package com.exorlive.meeting.signaling.protocol;

/// What surrounds a page's message.
///
/// @param seq its number, or `NONE`
/// @param ack the highest number that the page has received without a gap, or `NONE`
/// @param id what an `error` about it repeats; empty if there is none
public record Envelope(long seq, long ack, String id) {
    public static final long NONE = -1;
}
