package com.exorlive.meeting.loadtests.page;

import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// One WebSocket of a page: puts messages one behind the other, as the JDK's client wants them.
/// Thread-safe: by its lock.
final class PageSocket implements WebSocket.Listener {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final PageContext context;
    private final Consumer<String> onText;
    private final BiConsumer<PageSocket, String> onClosed;
    private final StringBuilder partial = new StringBuilder();
    private final Queue<String> waiting = new ArrayDeque<>();
    private @Nullable WebSocket socket;
    private boolean isSending;
    private boolean isClosed;

    PageSocket(
            PageContext context, Consumer<String> onText, BiConsumer<PageSocket, String> onClosed) {
        this.context = context;
        this.onText = onText;
        this.onClosed = onClosed;
    }

    /// @param first what is said at once, before anything that waits
    void open(URI url, Map<String, ?> first) {
        var _ =
                context.http()
                        .newWebSocketBuilder()
                        .connectTimeout(CONNECT)
                        .header("Origin", context.origin())
                        .subprotocols("meet.v1")
                        .buildAsync(url, this)
                        .whenComplete(
                                (opened, failure) -> {
                                    if (failure == null) {
                                        start(opened, JSON.writeValueAsString(first));
                                    } else {
                                        onClosed.accept(
                                                this, "not opened: " + failure.getMessage());
                                    }
                                });
    }

    private synchronized void start(WebSocket opened, String first) {
        if (isClosed) {
            opened.abort();
            return;
        }
        socket = opened;
        isSending = true;
        context.counts().sent.increment();
        sendNow(opened, first);
    }

    synchronized void send(String text) {
        waiting.add(text);
        sendNext();
    }

    private void sendNext() {
        var open = socket;
        if (open != null && !isSending && !isClosed && !waiting.isEmpty()) {
            isSending = true;
            sendNow(open, waiting.remove());
        }
    }

    private void sendNow(WebSocket open, String text) {
        var _ = open.sendText(text, true).whenComplete((_, failure) -> onSent(failure == null));
    }

    private synchronized void onSent(boolean went) {
        isSending = false;
        if (went) {
            sendNext();
        }
    }

    synchronized void close() {
        isClosed = true;
        if (socket != null) {
            var _ = socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
        }
    }

    /// Without a word.
    synchronized void abort() {
        isClosed = true;
        if (socket != null) {
            socket.abort();
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            var text = partial.toString();
            partial.setLength(0);
            onText.accept(text);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        onClosed.accept(this, "code " + code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        onClosed.accept(this, String.valueOf(failure.getMessage()));
    }
}
