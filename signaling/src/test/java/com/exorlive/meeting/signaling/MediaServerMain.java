package com.exorlive.meeting.signaling;

import com.exorlive.meeting.sfucontrol.EmbeddedSfu;
import com.exorlive.meeting.sfucontrol.EmbeddedSfuSettings;
import com.exorlive.meeting.sfucontrol.remote.MediaSecret;
import com.exorlive.meeting.sfucontrol.remote.MediaServer;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;

/// A media server as a process, as `./run media` is one: prints its port and runs until it is
/// killed, or its input ends.
final class MediaServerMain {
    private MediaServerMain() {}

    public static void main(String[] arguments) throws Exception {
        var loopback = InetAddress.getLoopbackAddress();
        var sfu =
                EmbeddedSfu.start(
                        new EmbeddedSfuSettings(loopback, 0, 1, List.of()), InstantSource.system());
        var secret = new MediaSecret(arguments[0]);
        var server = new MediaServer(sfu, loopback, 0, secret, System::nanoTime);
        server.start();
        System.out.println("port " + server.port());
        // Whoever started it holds the other end: it must not outlive a test that was killed.
        while (System.in.read() >= 0) {}
        System.exit(0);
    }
}
