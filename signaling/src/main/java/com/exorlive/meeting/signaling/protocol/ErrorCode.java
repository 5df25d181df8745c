package com.exorlive.meeting.signaling.protocol;

/// What went wrong with one message, when the connection stays; docs/protocol.md section 8.
public enum ErrorCode {
    BAD_MESSAGE,
    UNSUPPORTED,
    NOT_ALLOWED,
    PEER_GONE,
    DESCRIPTION_REFUSED,
    MEDIA_UNAVAILABLE
}
