package com.exorlive.meeting.loadtests.janus;

import java.util.concurrent.CompletableFuture;

/// What the two in a room know of each other: who has begun to publish, and can be subscribed to.
/// Before that Janus says "no such feed". Thread-safe.
final class JanusRoom {
    /// To end the room with.
    static final String SECRET = "load";

    private final String name;
    private final CompletableFuture<String> host = new CompletableFuture<>();
    private final CompletableFuture<String> invitee = new CompletableFuture<>();

    JanusRoom(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /// The id of this one's feed, when it is there.
    CompletableFuture<String> feed(boolean isHost) {
        return isHost ? host : invitee;
    }
}
