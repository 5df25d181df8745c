package com.exorlive.meeting.sfu.net.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.List;

/// The few functions of the C library that a UDP socket takes, as on 64-bit Linux (x86-64, AArch64;
/// glibc and musl alike). Each answers what C answers; why it failed is in the caller's
/// [#newErrno], if it hands one over. Loading this class fails where one of them is missing.
/// Thread-safe.
///
/// What is called for packets takes no errno: to check it Java makes an object for each call, which
/// the compiler does away with in most processes only, not in all.
final class LibC {
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;
    static final int SOCK_DGRAM_NONBLOCK_CLOEXEC = 2 | 0x800 | 0x80000;
    static final int SOL_SOCKET = 1;
    static final int SO_SNDBUF = 7;
    static final int SO_RCVBUF = 8;
    static final int SO_MEMINFO = 55;
    static final int IPPROTO_IP = 0;
    static final int IP_PKTINFO = 8;
    static final int IPPROTO_IPV6 = 41;
    static final int IPV6_V6ONLY = 26;
    static final int IPV6_RECVPKTINFO = 49;
    static final int IPV6_PKTINFO = 50;
    static final int SOL_UDP = 17;
    static final int UDP_SEGMENT = 103;
    static final int MSG_TRUNC = 0x20;
    static final int EINTR = 4;
    static final int EIO = 5;
    static final int EAGAIN = 11;
    static final int ENOMEM = 12;
    static final int EINVAL = 22;
    static final int ENOBUFS = 105;

    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO =
            STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

    // Constants for the compiler, which then calls straight into C.
    private static final MethodHandle SOCKET = function("socket", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle BIND = function("bind", JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle GETSOCKNAME =
            function("getsockname", JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle SETSOCKOPT =
            function("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle GETSOCKOPT =
            function("getsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle CLOSE = function("close", JAVA_INT);
    private static final MethodHandle RECVMMSG =
            function(List.of(), "recvmmsg", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle SENDMMSG =
            function(List.of(), "sendmmsg", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle SENDMMSG_TELLING =
            function("sendmmsg", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);

    private LibC() {}

    private static MethodHandle function(String name, MemoryLayout... arguments) {
        return function(List.of(Linker.Option.captureCallState("errno")), name, arguments);
    }

    @SuppressWarnings("restricted") // What native access is granted to us for.
    private static MethodHandle function(
            List<Linker.Option> options, String name, MemoryLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        SymbolLookup library = linker.defaultLookup();
        return linker.downcallHandle(
                library.findOrThrow(name),
                FunctionDescriptor.of(JAVA_INT, arguments),
                options.toArray(Linker.Option[]::new));
    }

    /// Where a caller is told why a function failed.
    static MemorySegment newErrno(Arena arena) {
        return arena.allocate(STATE);
    }

    static int errno(MemorySegment errno) {
        return errno.get(JAVA_INT, ERRNO);
    }

    static int socket(MemorySegment errno, int family) {
        try {
            return (int) SOCKET.invokeExact(errno, family, SOCK_DGRAM_NONBLOCK_CLOEXEC, 0);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    static int bind(MemorySegment errno, int fd, MemorySegment address, int length) {
        try {
            return (int) BIND.invokeExact(errno, fd, address, length);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    static int getsockname(MemorySegment errno, int fd, MemorySegment address, MemorySegment size) {
        try {
            return (int) GETSOCKNAME.invokeExact(errno, fd, address, size);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    static int setsockopt(MemorySegment errno, int fd, int level, int name, MemorySegment value) {
        try {
            int length = (int) value.byteSize();
            return (int) SETSOCKOPT.invokeExact(errno, fd, level, name, value, length);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    static int getsockopt(
            MemorySegment errno,
            int fd,
            int level,
            int name,
            MemorySegment value,
            MemorySegment size) {
        try {
            return (int) GETSOCKOPT.invokeExact(errno, fd, level, name, value, size);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    static int close(MemorySegment errno, int fd) {
        try {
            return (int) CLOSE.invokeExact(errno, fd);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    static int recvmmsg(int fd, MemorySegment messages, int count) {
        try {
            return (int) RECVMMSG.invokeExact(fd, messages, count, MSG_TRUNC, MemorySegment.NULL);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    static int sendmmsg(int fd, MemorySegment messages, int count) {
        try {
            return (int) SENDMMSG.invokeExact(fd, messages, count, 0);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    static int sendmmsg(MemorySegment errno, int fd, MemorySegment messages, int count) {
        try {
            return (int) SENDMMSG_TELLING.invokeExact(errno, fd, messages, count, 0);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
