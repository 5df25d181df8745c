package com.exorlive.meeting.sfucontrol.kurento;

import java.net.URI;
import java.util.regex.Pattern;

/// Where a Kurento is, and what it is asked for. Its control channel knows no password: whoever
/// reaches it rules it.
///
/// @param address of its control channel, such as `ws://10.0.0.7:8888/kurento`
/// @param node names this node at its pipelines: what it finds under that name when it begins a
///     session is left from an earlier life
/// @param videoKbits most that a participant may send, in kbit/s
public record KurentoSettings(URI address, String node, int videoKbits) {
    private static final Pattern NODE = Pattern.compile("[A-Za-z0-9]{1,32}");

    public KurentoSettings {
        if (!NODE.matcher(node).matches()) {
            throw new IllegalArgumentException("a node's name is letters and digits");
        }
    }
}
