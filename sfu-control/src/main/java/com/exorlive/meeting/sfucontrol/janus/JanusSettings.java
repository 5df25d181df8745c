package com.exorlive.meeting.sfucontrol.janus;

import java.net.URI;
import java.util.regex.Pattern;

/// Where a Janus is, and what it demands.
///
/// @param address of its WebSocket API, such as `ws://10.0.0.5:8188`
/// @param apiSecret `api_secret` of janus.jcfg
/// @param adminKey `admin_key` of janus.plugin.videoroom.jcfg
/// @param node names this node in the names of its rooms: what it finds under that name when it
///     begins a session is left from an earlier life, and is destroyed
/// @param videoBitrate most that a participant may send, in bit/s
public record JanusSettings(
        URI address, String apiSecret, String adminKey, String node, int videoBitrate) {
    private static final Pattern NODE = Pattern.compile("[A-Za-z0-9]{1,32}");

    public JanusSettings {
        if (!NODE.matcher(node).matches()) {
            throw new IllegalArgumentException("a node's name is letters and digits");
        }
        if (apiSecret.isEmpty() || adminKey.isEmpty()) {
            throw new IllegalArgumentException("Janus must demand a secret and an admin key");
        }
    }

    @Override
    public String toString() {
        return "JanusSettings[" + address + "]";
    }
}
