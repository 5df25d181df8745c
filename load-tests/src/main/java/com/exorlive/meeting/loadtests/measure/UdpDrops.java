package com.exorlive.meeting.loadtests.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// Datagrams that Linux threw away on this machine because whoever they were for did not read them
/// in time, by the port they were for.
public final class UdpDrops {
    private static final List<Path> TABLES =
            List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));

    private UdpDrops() {}

    /// Since the sockets with these ports were opened; 0 where it can't be known.
    public static long of(Set<Integer> ports) {
        long drops = 0;
        for (var table : TABLES) {
            try (var lines = Files.lines(table)) {
                drops +=
                        lines.skip(1)
                                .map(line -> line.strip().split("\\s+", -1))
                                .filter(fields -> ports.contains(port(fields[1])))
                                .mapToLong(fields -> Long.parseLong(fields[fields.length - 1]))
                                .sum();
            } catch (IOException _) {
                // Not Linux, or not this table.
            }
        }
        return drops;
    }

    /// Of `0100007F:2710`.
    private static int port(String address) {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
    }
}
