package com.exorlive.meeting.loadtests.media;

/// What goes over one peer connection, seen from the participant. With our server it is all; with
/// servers that want one connection to publish and one to subscribe it is one way each.
public enum Side {
    BOTH,
    SENDS,
    RECEIVES;

    boolean sends() {
        return this != RECEIVES;
    }

    boolean receives() {
        return this != SENDS;
    }
}
