package com.exorlive.meeting.sfu.dtls;

import java.io.IOException;
import java.io.InterruptedIOException;

/// One handshake's hold on a slot: held while computing, given back while waiting, and after the
/// handshake no more. Confined to its handshake's thread.
final class HandshakeTurn {
    private final HandshakeSlots slots;
    private boolean isHeld;

    HandshakeTurn(HandshakeSlots slots) {
        this.slots = slots;
    }

    /// Something that takes time and no processor.
    @FunctionalInterface
    interface Wait<T> {
        T run() throws InterruptedException, IOException;
    }

    void begin() throws InterruptedException {
        slots.begin();
        isHeld = true;
    }

    /// Waits without the slot, if there is one.
    ///
    /// @throws IOException if waiting failed, or the leg was closed meanwhile
    <T> T await(Wait<T> wait) throws IOException {
        boolean wasHeld = isHeld;
        end();
        try {
            T result = wait.run();
            if (wasHeld) {
                slots.resume();
                isHeld = true;
            }
            return result;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("closed");
        }
    }

    /// The handshake is through, or failed, or waits.
    void end() {
        if (isHeld) {
            isHeld = false;
            slots.pause();
        }
    }
}
