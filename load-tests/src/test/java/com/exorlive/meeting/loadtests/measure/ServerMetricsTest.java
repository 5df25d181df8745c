package com.exorlive.meeting.loadtests.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class ServerMetricsTest {
    @Test
    void seriesOfOneNameAreAddedUp() {
        var values =
                ServerMetrics.parse(
                        """
                        # HELP jvm_memory_used_bytes Used bytes
                        jvm_memory_used_bytes{area="heap"} 1.5E7
                        jvm_memory_used_bytes{area="non heap"} 5.0E6
                        exorlive_media_rooms 3.0
                        """);

        assertThat(values)
                .containsEntry("jvm_memory_used_bytes", 2.0e7)
                .containsEntry("exorlive_media_rooms", 3.0)
                .hasSize(2);
    }

    @Test
    void theProcessThatListensOnAPortIsFoundAndHasUsage() throws Exception {
        try (var here = new ServerSocket(0)) {
            var found = ServerProcess.listeningOn(here.getLocalPort()).orElseThrow();

            assertThat(found.pid()).isEqualTo(ProcessHandle.current().pid());
            var usage = found.usage().orElseThrow();
            assertThat(usage.cpuSeconds()).isPositive();
            assertThat(usage.residentBytes()).isGreaterThan(10_000_000);
            assertThat(usage.threads()).isGreaterThan(5);
            assertThat(usage.descriptors()).isGreaterThan(5);
        }
    }
}
