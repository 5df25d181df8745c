package com.exorlive.meeting.edge;

import com.exorlive.meeting.edge.EventSource.Next;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;

/// Writes the events of one reader as they come, on the virtual thread that answers the request,
/// until the source ends or the line does. Holds one event at a time; whatever waits, waits in the
/// source, which bounds it.
final class EventStream {
    /// How often a silent line is tried. Shorter finds the dead ones sooner and wakes phones more
    /// often; the source looks at the reader's right to read as often.
    static final Duration BEAT = Duration.ofSeconds(4);

    private static final ByteBuffer COMMENT =
            ByteBuffer.wrap(":\n\n".getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();

    private EventStream() {}

    static void write(
            Request request,
            Response response,
            Callback callback,
            EventSource source,
            Duration beat) {
        var headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        // Asks proxies not to collect it (nginx).
        headers.put("X-Accel-Buffering", "no");
        var server = request.getConnectionMetaData().getConnector().getServer();
        var stopping = new InterruptsWhenStopping(Thread.currentThread());
        server.addEventListener(stopping);
        try (source) {
            source.onCut(() -> cut(request));
            if (!request.getMethod().equals("HEAD")) {
                pour(response, source, beat);
            }
            Content.Sink.write(response, true, ByteBuffer.allocate(0));
            callback.succeeded();
        } catch (InterruptedException _) {
            callback.failed(new IOException("the server stops"));
        } catch (IOException gone) {
            callback.failed(gone);
        } finally {
            server.removeEventListener(stopping);
        }
    }

    /// A stop would wait for the next event.
    private record InterruptsWhenStopping(Thread thread) implements LifeCycle.Listener {
        @Override
        public void lifeCycleStopping(LifeCycle server) {
            thread.interrupt();
        }
    }

    private static void pour(Response response, EventSource source, Duration beat)
            throws IOException, InterruptedException {
        Content.Sink.write(response, false, COMMENT.duplicate());
        while (true) {
            switch (source.next(beat)) {
                case Next.Event event -> Content.Sink.write(response, false, bytes(event));
                case Next.Quiet _ -> Content.Sink.write(response, false, COMMENT.duplicate());
                case Next.End _ -> {
                    return;
                }
            }
        }
    }

    private static ByteBuffer bytes(Next.Event event) {
        var text = new StringBuilder();
        if (!event.id().isEmpty()) {
            text.append("id: ").append(event.id()).append('\n');
        }
        text.append("event: ").append(event.name()).append('\n');
        text.append("data: ").append(event.data()).append("\n\n");
        return ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// The writing thread may be held by a reader that takes nothing: this wakes it.
    private static void cut(Request request) {
        request.getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close(new IOException("too slow"));
    }
}
