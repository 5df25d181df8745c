package com.exorlive.meeting.signaling.peer;

import com.exorlive.meeting.signaling.admission.GrantCodec;
import com.exorlive.meeting.signaling.protocol.ClientMessage;
import com.exorlive.meeting.signaling.protocol.Secret;
import com.exorlive.meeting.signaling.protocol.SessionId;
import com.exorlive.meeting.signaling.room.Entrance;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The pages that another node brought here, over one connection. Thread-safe.
final class RemotePages {
    private final Entrance rooms;
    private final Map<Integer, RemotePage> pages = new ConcurrentHashMap<>();

    private volatile @Nullable PeerConnection connection;

    RemotePages(Entrance rooms) {
        this.rooms = rooms;
    }

    void sendBy(PeerConnection opened) {
        connection = opened;
    }

    void send(PeerFrame frame) {
        var opened = connection;
        if (opened != null) {
            opened.send(frame);
        }
    }

    void onFrame(PeerFrame frame) {
        switch (frame) {
            case PeerFrame.Hello(var stream, var text) -> {
                var grant = GrantCodec.read(text);
                begin(stream, page -> rooms.hello(grant, page, ""));
            }
            case PeerFrame.Resume(var stream, var sid, var token, var ack) -> {
                var message = new ClientMessage.Resume(new SessionId(sid), new Secret(token), ack);
                begin(stream, page -> rooms.resume(message, page, ""));
            }
            case PeerFrame.Said(var stream, var text) -> {
                var page = pages.get(stream);
                if (page != null) {
                    page.onSaid(text);
                }
            }
            case PeerFrame.Lost(var stream) -> {
                var page = pages.get(stream);
                if (page != null) {
                    page.onLost();
                }
            }
            case PeerFrame.Came _,
                    PeerFrame.Send _,
                    PeerFrame.Close _,
                    PeerFrame.Credit _,
                    PeerFrame.Alive _ ->
                    throw new IllegalArgumentException("the calling node must not say this");
        }
    }

    private void begin(int stream, RemotePage.Coming coming) {
        var page = new RemotePage(stream, this, coming);
        if (pages.putIfAbsent(stream, page) != null) {
            throw new IllegalArgumentException("a socket came twice");
        }
        page.start();
    }

    void onGone(int stream) {
        pages.remove(stream);
    }

    void onClosed() {
        pages.values().forEach(RemotePage::onLost);
    }
}
