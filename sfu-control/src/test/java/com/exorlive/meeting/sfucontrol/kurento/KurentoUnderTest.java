package com.exorlive.meeting.sfucontrol.kurento;

import com.exorlive.meeting.sfucontrol.EmbeddedSfu;
import com.exorlive.meeting.sfucontrol.EmbeddedSfuSettings;
import com.exorlive.meeting.sfucontrol.kurento.fake.FakeKurento;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// A fake Kurento with media of its own, and drivers of it.
final class KurentoUnderTest implements AutoCloseable {
    /// A busy machine is not taken for one that hangs.
    static final KurentoTiming PATIENT =
            new KurentoTiming(
                    Duration.ofMillis(100),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(10),
                    Duration.ofMillis(50),
                    Duration.ofMinutes(10));

    /// One that hangs is noticed within ten seconds, which is what a test waits; and nobody waits
    /// for rooms of an earlier life.
    static final KurentoTiming SHARP =
            new KurentoTiming(
                    Duration.ofMillis(100),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(2),
                    Duration.ofMillis(50),
                    Duration.ZERO);

    static final int VIDEO_KBITS = 2500;

    private final EmbeddedSfu media;
    final FakeKurento fake;

    KurentoUnderTest() {
        var loopback = InetAddress.getLoopbackAddress();
        media =
                EmbeddedSfu.start(
                        new EmbeddedSfuSettings(loopback, 0, 1, List.of()), InstantSource.system());
        fake = new FakeKurento(loopback, 0, media);
    }

    KurentoSfu start(KurentoTiming timing) {
        return KurentoSfu.start(new KurentoSettings(fake.uri(), "test", VIDEO_KBITS), timing);
    }

    @Override
    public void close() {
        fake.close();
        media.close();
    }
}
