package com.exorlive.meeting.sfucontrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddedSfuTest extends SfuControlContract {
    @Override
    protected SfuControl start() {
        return start(0);
    }

    @Test
    void aPortInUseIsSaidAtStart() {
        try (EmbeddedSfu first = start(0)) {
            int taken = first.ports().getFirst();

            assertThatThrownBy(() -> start(taken))
                    .isInstanceOf(SfuUnavailableException.class)
                    .hasMessageContaining(String.valueOf(taken));
        }
    }

    @Test
    void severalLoopsHaveAPortEach() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        var settings = new EmbeddedSfuSettings(loopback, 0, 2, List.of());
        try (EmbeddedSfu sfu = EmbeddedSfu.start(settings, InstantSource.system())) {
            assertThat(sfu.ports()).doesNotHaveDuplicates().hasSize(2);
        }
    }

    private static EmbeddedSfu start(int port) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        var settings = new EmbeddedSfuSettings(loopback, port, 1, List.of());
        return EmbeddedSfu.start(settings, InstantSource.system());
    }
}
