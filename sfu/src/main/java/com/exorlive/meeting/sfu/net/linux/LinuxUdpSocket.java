package com.exorlive.meeting.sfu.net.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import com.exorlive.meeting.sfu.path.Path;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;

/// A UDP socket that never blocks. What it is given to send leaves together at the next `flush`, or
/// when there is no more room; runs of equal length to one address as one (UDP_SEGMENT). What the
/// kernel doesn't take is dropped and counted, never kept: in real time an old packet is worth
/// nothing, and its sender must not wait for it. Confined to one thread, but for its making and its
/// counts.
public final class LinuxUdpSocket implements AutoCloseable {
    /// Datagrams a system call. More saves nothing any more and holds the first of them up.
    private static final int BATCH = 64;

    /// What SO_MEMINFO answers: nine counts, the last of them what the kernel threw away.
    private static final int MEMINFO_COUNTS = 9;

    private final int fd;
    private final int bufferSize;
    private final Arena arena;
    private final MemorySegment errno;
    private final SocketAddresses addresses;
    private final Messages incoming;
    private final Outgoing outgoing;
    private final int port;
    private final boolean isWildcard;
    private volatile boolean isClosed;

    private LinuxUdpSocket(Arena arena, int fd, InetAddress bound, int bufferSize, int port) {
        boolean isIpv6 = isIpv6(bound);
        this.arena = arena;
        this.fd = fd;
        this.bufferSize = bufferSize;
        this.port = port;
        this.isWildcard = bound.isAnyLocalAddress();
        errno = LibC.newErrno(arena);
        addresses = new SocketAddresses(isIpv6);
        incoming = new Messages(arena, BATCH, bufferSize, isIpv6);
        outgoing =
                new Outgoing(fd, new Messages(arena, BATCH, bufferSize, isIpv6), addresses, errno);
    }

    /// Whether there is such a thing here: 64-bit Linux with a C library that has all it takes.
    public static boolean isAvailable() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch", "");
        boolean isKnown = processor.equals("amd64") || processor.equals("aarch64");
        return system.equals("linux") && isKnown && Loaded.LIB_C;
    }

    private static final class Loaded {
        static final boolean LIB_C = tryLoading();

        private static boolean tryLoading() {
            try (var arena = Arena.ofConfined()) {
                return LibC.newErrno(arena).byteSize() > 0;
            } catch (LinkageError | UnsupportedOperationException _) {
                return false;
            }
        }
    }

    /// Binds. A wildcard of IPv6 takes IPv4 too. Whoever writes to a wildcard is answered from the
    /// address that they wrote to: their way to us may know no other.
    ///
    /// @param bufferSize longer datagrams are cut
    /// @param kernelBuffer what the kernel is asked to keep each way while we are busy
    /// @throws IOException if the address can't be bound
    public static LinuxUdpSocket open(InetSocketAddress bind, int bufferSize, int kernelBuffer)
            throws IOException {
        if (bind.isUnresolved()) {
            throw new IOException("an address without an IP");
        }
        Arena arena = Arena.ofShared();
        var opening = new Opening(arena);
        try {
            int fd = opening.open(isIpv6(bind.getAddress()), bind, kernelBuffer);
            return new LinuxUdpSocket(arena, fd, bind.getAddress(), bufferSize, opening.port(fd));
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    private static boolean isIpv6(InetAddress bound) {
        return !(bound instanceof Inet4Address);
    }

    public int fd() {
        return fd;
    }

    public int port() {
        return port;
    }

    /// The most that one `receive` brings: if it brings fewer, there is nothing left.
    public static int batch() {
        return BATCH;
    }

    /// Takes what has come, without waiting.
    ///
    /// @return how many datagrams, which can be read until the next call
    public int receive() {
        if (isClosed) {
            return 0;
        }
        // An error is one of these: nothing there, or a signal came. Whoever waits comes again.
        return Math.max(0, LibC.recvmmsg(fd, incoming.from(0), BATCH));
    }

    /// Copies a received datagram, or as much of it as there is room for.
    ///
    /// @return how much
    public int read(int index, byte[] target) {
        int length = Math.min(incoming.receivedLength(index), Math.min(bufferSize, target.length));
        incoming.read(index, target, length);
        return length;
    }

    /// Who sent a received datagram, and to which of our addresses if there are
    /// several. To be asked once.
    public Path path(int index) {
        if (isWildcard) {
            incoming.settle(index);
        }
        incoming.expect(index);
        return addresses.read(incoming.paths(), Messages.pathOffset(index));
    }

    /// Takes a copy of a datagram along with the next `flush`.
    public void send(byte[] data, int length, Path to) {
        if (!isClosed) {
            outgoing.add(data, length, to);
        }
    }

    /// Hands the kernel what there is to send.
    public void flush() {
        if (!isClosed) {
            outgoing.flush();
        }
    }

    /// How many datagrams the kernel did not take. Any thread.
    public long unsent() {
        return outgoing.unsent();
    }

    /// How many datagrams came and were thrown away because nobody took them in time. Any thread.
    public long overrun() {
        if (isClosed) {
            return 0;
        }
        try (var once = Arena.ofConfined()) {
            MemorySegment counts = once.allocate(JAVA_INT, MEMINFO_COUNTS);
            MemorySegment size = once.allocateFrom(JAVA_INT, (int) counts.byteSize());
            int result = LibC.getsockopt(errno, fd, LibC.SOL_SOCKET, LibC.SO_MEMINFO, counts, size);
            return result < 0
                    ? 0
                    : Integer.toUnsignedLong(counts.getAtIndex(JAVA_INT, MEMINFO_COUNTS - 1));
        }
    }

    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            LibC.close(errno, fd);
            arena.close();
        }
    }
}
