package com.exorlive.meeting.sfu.net.linux;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.sfu.path.Path;
import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SocketAddressesTest {
    /// 150 meetings: so many that with one place for each hash some would share it.
    private static final int PEOPLE = 300;

    private static final int ROUNDS_TO_SETTLE = 20;
    private static final long NAME = SocketAddresses.SPACE;

    private final List<Path> people = people();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWholeServersAddressesAreReadWithoutMakingThemAnew(boolean isIpv6) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment names = arena.allocate(NAME * PEOPLE, Long.BYTES);
            var addresses = new SocketAddresses(isIpv6);
            write(addresses, names);
            for (int i = 0; i < ROUNDS_TO_SETTLE; i++) {
                read(addresses, names);
            }

            List<Path> once = read(addresses, names);
            List<Path> again = read(addresses, names);

            assertThat(once).isEqualTo(people);
            for (int i = 0; i < PEOPLE; i++) {
                assertThat(again.get(i)).isSameAs(once.get(i));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWholeServersAddressesAreWrittenWithoutGarbage(boolean isIpv6) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment names = arena.allocate(NAME * PEOPLE, Long.BYTES);
            var addresses = new SocketAddresses(isIpv6);
            long least = Long.MAX_VALUE;
            // Until Java has compiled all of it.
            for (int i = 0; i < 1_000 && least >= PEOPLE; i++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                write(addresses, names);
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }

            assertThat(least).as("bytes for %d addresses", PEOPLE).isLessThan(PEOPLE);
        }
    }

    private void write(SocketAddresses addresses, MemorySegment names) {
        for (int i = 0; i < PEOPLE; i++) {
            assertWritten(addresses.write(people.get(i), names, NAME * i));
        }
    }

    private static void assertWritten(boolean isWritten) {
        if (!isWritten) {
            throw new AssertionError("an address that this socket can't reach");
        }
    }

    private static List<Path> read(SocketAddresses addresses, MemorySegment names) {
        List<Path> read = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            read.add(addresses.read(names, NAME * i));
        }
        return read;
    }

    private static List<Path> people() {
        List<Path> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            // To one of two addresses of ours.
            var local = InetAddress.ofLiteral("198.51.100." + (1 + i % 2));
            var remote = new InetSocketAddress("192.0.2." + (1 + i % 7), 30_000 + 13 * (i / 2));
            people.add(Path.between(remote, local));
        }
        return List.copyOf(people);
    }
}
