package com.exorlive.meeting.sfucontrol.kurento.fake;

import com.exorlive.meeting.sfucontrol.EmbeddedSfu;
import com.exorlive.meeting.sfucontrol.EmbeddedSfuSettings;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// A fake Kurento as a process of its own, so that it can be killed and stopped under two browsers
/// (web-client/e2e/kurento.test.mjs).
final class FakeKurentoProcess {
    private FakeKurentoProcess() {}

    /// @param args the TCP port of its control channel, on loopback; the UDP port of media; the
    ///     address by which browsers reach it
    public static void main(String[] args) throws Exception {
        var settings =
                new EmbeddedSfuSettings(
                        InetAddress.ofLiteral("0.0.0.0"),
                        Integer.parseInt(args[1]),
                        1,
                        List.of(InetAddress.ofLiteral(args[2])));
        try (var media = EmbeddedSfu.start(settings, InstantSource.system());
                var kurento =
                        new FakeKurento(
                                InetAddress.getLoopbackAddress(),
                                Integer.parseInt(args[0]),
                                media)) {
            System.out.println("Ready: " + kurento.uri());
            new CountDownLatch(1).await();
        }
    }
}
