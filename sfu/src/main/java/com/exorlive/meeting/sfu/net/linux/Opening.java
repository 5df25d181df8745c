package com.exorlive.meeting.sfu.net.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import com.exorlive.meeting.sfu.path.Path;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;

/// Makes and binds a socket. Confined to one thread.
final class Opening {
    private static final long NAME = 32;

    private final Arena arena;
    private final MemorySegment errno;

    Opening(Arena arena) {
        this.arena = arena;
        this.errno = LibC.newErrno(arena);
    }

    int open(boolean isIpv6, InetSocketAddress bind, int kernelBuffer) throws IOException {
        int fd = LibC.socket(errno, isIpv6 ? LibC.AF_INET6 : LibC.AF_INET);
        if (fd < 0) {
            throw failure("socket");
        }
        try {
            if (isIpv6) {
                demand(set(fd, LibC.IPPROTO_IPV6, LibC.IPV6_V6ONLY, 0), "IPV6_V6ONLY");
            }
            demand(set(fd, LibC.SOL_SOCKET, LibC.SO_RCVBUF, kernelBuffer), "SO_RCVBUF");
            demand(set(fd, LibC.SOL_SOCKET, LibC.SO_SNDBUF, kernelBuffer), "SO_SNDBUF");
            if (bind.getAddress().isAnyLocalAddress()) {
                // Before anything comes. A kernel that can't chooses the address itself.
                var info = new PacketInfo(isIpv6);
                set(fd, info.level(), info.option(), 1);
            }
            var addresses = new SocketAddresses(isIpv6);
            MemorySegment name = arena.allocate(SocketAddresses.SPACE, Long.BYTES);
            if (!addresses.write(Path.to(bind), name, 0)) {
                throw new IOException("an address without an IP");
            }
            demand(LibC.bind(errno, fd, name, addresses.nameLength()), "bind");
            return fd;
        } catch (IOException | RuntimeException e) {
            LibC.close(errno, fd);
            throw e;
        }
    }

    int port(int fd) throws IOException {
        MemorySegment name = arena.allocate(NAME, Long.BYTES);
        MemorySegment size = arena.allocateFrom(JAVA_INT, (int) NAME);
        demand(LibC.getsockname(errno, fd, name, size), "getsockname");
        return Short.toUnsignedInt(Short.reverseBytes(name.get(JAVA_SHORT, 2)));
    }

    private int set(int fd, int level, int option, int value) {
        return LibC.setsockopt(errno, fd, level, option, arena.allocateFrom(JAVA_INT, value));
    }

    private void demand(int result, String what) throws IOException {
        if (result < 0) {
            throw failure(what);
        }
    }

    private IOException failure(String what) {
        return new IOException(what + ": error " + LibC.errno(errno));
    }
}
