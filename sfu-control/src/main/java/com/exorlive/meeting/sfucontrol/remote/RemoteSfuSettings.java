package com.exorlive.meeting.sfucontrol.remote;

/// Where a media server of ours is, and how to know each other.
///
/// @param host name or address
/// @param secret what it and everybody who may use it know, and nobody else
public record RemoteSfuSettings(String host, int port, MediaSecret secret) {
    /// As operators call it.
    public String name() {
        return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }
}
