package com.exorlive.meeting.sfu.room;

import com.exorlive.meeting.sfu.sdp.AnswerReader;
import com.exorlive.meeting.sfu.sdp.AnswerResult;

/// One room, from outside. Thread-safe: everything happens on the room's event loop. Unknown names
/// and old numbers are dropped; calls after `close` do nothing.
public final class MirrorRoom implements AutoCloseable {
    private final MediaLoop loop;
    private final Room room;
    private final Runnable onClose;
    private volatile boolean isClosed;

    MirrorRoom(MediaLoop loop, RoomEvents events, Runnable onClose) {
        this.loop = loop;
        this.onClose = onClose;
        this.room = loop.openRoom(event -> deliver(events, event));
    }

    /// Gives the participant a fresh leg and offers to it. An older leg of the same participant
    /// ends silently.
    ///
    /// @throws IllegalStateException if two others are there
    public void join(String participant) {
        if (!isClosed) {
            loop.call(
                    () -> {
                        room.join(participant);
                        return true;
                    });
        }
    }

    /// Takes the browser's answer. It is read on the caller's thread, not on the packets'.
    public void answer(String participant, String pc, long negotiation, String sdp) {
        if (!isClosed) {
            AnswerResult result = AnswerReader.read(sdp);
            loop.post(() -> room.answer(participant, pc, negotiation, result));
        }
    }

    /// The browser made an offer: refused, because only the SFU offers.
    public void refuseOffer(String participant, String pc, long negotiation) {
        if (!isClosed) {
            loop.post(() -> room.refuseOffer(participant, pc, negotiation));
        }
    }

    /// Offers new ICE credentials; DTLS goes on.
    public void restartIce(String participant, String pc) {
        if (!isClosed) {
            loop.post(() -> room.restartIce(participant, pc));
        }
    }

    /// Ends the participant's leg.
    public void leave(String participant) {
        if (!isClosed) {
            loop.post(() -> room.leave(participant));
        }
    }

    /// Ends both legs. No event comes after this returns.
    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        if (loop.isOpen()) {
            loop.closeRoom(room);
        }
        onClose.run();
    }

    private void deliver(RoomEvents events, RoomEvent event) {
        if (!isClosed) {
            events.onEvent(event);
        }
    }
}
