package com.exorlive.meeting.signaling.peer;

import com.exorlive.meeting.sfucontrol.link.SealedChannel;
import com.exorlive.meeting.signaling.admission.GrantCodec;
import com.exorlive.meeting.signaling.admission.SeatGrant;
import com.exorlive.meeting.signaling.protocol.ClientMessage;
import com.exorlive.meeting.signaling.room.Entrance.Way;
import com.exorlive.meeting.signaling.session.Line;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

/// The way to the rooms of one other node. Thread-safe.
final class PeerLink implements AutoCloseable {
    private final Map<Integer, ForwardedPage> pages = new ConcurrentHashMap<>();
    private final AtomicInteger streams = new AtomicInteger();
    private final PeerConnection connection;

    PeerLink(SealedChannel channel, BooleanSupplier isReadyHere, LongSupplier nanos) {
        connection = new PeerConnection(channel, isReadyHere, this::onFrame, this::onClosed, nanos);
    }

    void start() {
        connection.start();
    }

    boolean isOpen() {
        return connection.isOpen();
    }

    /// Whether the other node says that it may let people in.
    boolean isOtherReady() {
        return connection.isOtherReady();
    }

    Way hello(SeatGrant grant, Line line) {
        return come(line, stream -> new PeerFrame.Hello(stream, GrantCodec.write(grant)));
    }

    Way resume(ClientMessage.Resume message, Line line) {
        var sid = message.sid().value();
        var token = message.resumeToken().value();
        return come(line, stream -> new PeerFrame.Resume(stream, sid, token, message.ack()));
    }

    private Way come(Line line, IntFunction<PeerFrame> opening) {
        int stream = streams.incrementAndGet();
        var page = new ForwardedPage(stream, line, connection, () -> pages.remove(stream));
        pages.put(stream, page);
        connection.send(opening.apply(stream));
        if (!connection.isOpen()) {
            page.onNodeLost();
        }
        var way = page.awaitWay();
        if (!(way instanceof Way.Open)) {
            pages.remove(stream);
        }
        return way;
    }

    private void onFrame(PeerFrame frame) {
        var page = pages.get(frame.stream());
        if (page != null) {
            page.onFrame(frame);
        }
    }

    private void onClosed() {
        pages.values().forEach(ForwardedPage::onNodeLost);
    }

    @Override
    public void close() {
        connection.close();
    }
}
