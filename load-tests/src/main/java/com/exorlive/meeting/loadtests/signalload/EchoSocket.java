package com.exorlive.meeting.loadtests.signalload;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One socket at the echo server. Sends when it is its turn and nothing is under way. Thread-safe:
/// by its lock.
final class EchoSocket implements WebSocket.Listener {
    private final Consumer<String> ear;
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;
    private boolean isSending;

    EchoSocket(HttpClient http, URI address, Consumer<String> ear) {
        this.ear = ear;
        this.socket = http.newWebSocketBuilder().buildAsync(address, this).join();
    }

    /// @return whether it went
    synchronized boolean tell(String data) {
        if (isSending) {
            return false;
        }
        isSending = true;
        var _ = socket.sendText(data, true).whenComplete((_, _) -> sent());
        return true;
    }

    private synchronized void sent() {
        isSending = false;
    }

    void close() {
        socket.abort();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            ear.accept(partial.toString());
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }
}
