package com.exorlive.meeting.sfucontrol.kurento;

import java.io.IOException;
import org.kurento.jsonrpc.client.JsonRpcClientNettyWebSocket;

/// The library's control connection, which takes a TCP reset for the wish to end it for ever. Here
/// only we end it: one that was reset is made again, and the session goes on.
final class Transport extends JsonRpcClientNettyWebSocket {
    private volatile boolean isEnding;

    Transport(String address) {
        super(address);
    }

    @Override
    public void close() throws IOException {
        if (isEnding) {
            super.close();
        }
    }

    /// @param isSaid whether Kurento is told, and so ends the session
    void end(boolean isSaid) {
        isEnding = true;
        setSendCloseMessage(isSaid);
        try {
            close();
        } catch (IOException | RuntimeException _) {
            // Then it is closed.
        }
    }
}
