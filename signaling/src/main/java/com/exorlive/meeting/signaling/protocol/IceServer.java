package com.exorlive.meeting.signaling.protocol;

import java.util.List;

/// A STUN or TURN server that the page may use. Does not print its credential.
public record IceServer(List<String> urls, String username, String credential) {
    public IceServer {
        urls = List.copyOf(urls);
    }

    @Override
    public String toString() {
        return "IceServer[" + urls.size() + " urls]";
    }
}
