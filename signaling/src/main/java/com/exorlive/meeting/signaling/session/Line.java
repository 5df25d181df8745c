package com.exorlive.meeting.signaling.session;

import com.exorlive.meeting.signaling.protocol.CloseCode;

/// The way to one page, as long as its socket lives. No method blocks. Thread-safe. After a close
/// everything is dropped; a line that overflows closes itself, and its owner hears of it as of any
/// other loss.
public interface Line {
    /// Sends after everything sent before.
    void send(String frame);

    /// Sends before what waits: only for messages that are not counted.
    void sendAhead(String frame);

    /// Closes once everything sent is on its way.
    void closeAfterSending(CloseCode code);

    /// Closes now; what waits is dropped, apart from what was sent ahead.
    void close(CloseCode code);
}
