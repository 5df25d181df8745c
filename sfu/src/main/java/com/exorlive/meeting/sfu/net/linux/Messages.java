package com.exorlive.meeting.sfu.net.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// An array of C's `struct mmsghdr` and what its messages point to: an address, control messages
/// (our own address, then how to take a run apart), and a run of buffers that follow each other.
/// Laid out once. Confined to its socket's thread.
final class Messages {
    private static final long HEADER = 64;
    private static final long SEGMENT_CONTROL = 24;
    private static final long PATH = SocketAddresses.SPACE + SEGMENT_CONTROL;
    private static final long IOVEC = 16;

    // struct msghdr, and after it how long the datagram was.
    private static final long MSG_NAME = 0;
    private static final long MSG_NAMELEN = 8;
    private static final long MSG_IOV = 16;
    private static final long MSG_IOVLEN = 24;
    private static final long MSG_CONTROL = 32;
    private static final long MSG_CONTROLLEN = 40;
    private static final long MSG_LEN = 56;
    private static final long IOV_LEN = 8;

    // struct cmsghdr with a 16-bit value: CMSG_LEN(2).
    private static final long CMSG_LEN = 18;
    private static final long CMSG_LEVEL = 8;
    private static final long CMSG_TYPE = 12;
    private static final long CMSG_DATA = 16;

    final int capacity;
    private final int bufferSize;
    private final int nameLength;
    private final MemorySegment headers;
    private final PacketInfo info;
    private final long segmentControl;
    private final MemorySegment paths;
    private final MemorySegment vectors;
    private final MemorySegment buffers;
    private final MemorySegment[] from;

    private final boolean[] hasLocal;

    Messages(Arena arena, int capacity, int bufferSize, boolean isIpv6) {
        this.capacity = capacity;
        this.bufferSize = bufferSize;
        this.nameLength = SocketAddresses.nameLength(isIpv6);
        this.info = new PacketInfo(isIpv6);
        this.segmentControl = SocketAddresses.CONTROL + info.space();
        this.hasLocal = new boolean[capacity];
        headers = arena.allocate(HEADER * capacity, Long.BYTES);
        paths = arena.allocate(PATH * capacity, Long.BYTES);
        vectors = arena.allocate(IOVEC * capacity, Long.BYTES);
        buffers = arena.allocate((long) bufferSize * capacity, Long.BYTES);
        from = new MemorySegment[capacity];
        for (int i = 0; i < capacity; i++) {
            from[i] = headers.asSlice(i * HEADER);
            setHeader(i, MSG_NAME, paths.address() + pathOffset(i));
            setHeader(i, MSG_IOV, vectors.address() + i * IOVEC);
            setHeader(i, MSG_IOVLEN, 1);
            vectors.set(JAVA_LONG, i * IOVEC, buffers.address() + (long) i * bufferSize);
            vectors.set(JAVA_LONG, i * IOVEC + IOV_LEN, bufferSize);
            info.layOut(paths, pathOffset(i) + SocketAddresses.CONTROL);
            long segment = pathOffset(i) + segmentControl;
            paths.set(JAVA_LONG, segment, CMSG_LEN);
            paths.set(JAVA_INT, segment + CMSG_LEVEL, LibC.SOL_UDP);
            paths.set(JAVA_INT, segment + CMSG_TYPE, LibC.UDP_SEGMENT);
            expect(i);
        }
    }

    private void setHeader(int message, long field, long value) {
        headers.set(JAVA_LONG, message * HEADER + field, value);
    }

    /// The array from one message on, for a system call.
    MemorySegment from(int message) {
        return from[message];
    }

    /// Where [SocketAddresses] reads and writes.
    MemorySegment paths() {
        return paths;
    }

    static long pathOffset(int message) {
        return message * PATH;
    }

    /// Makes a message ready to be received into (again).
    void expect(int message) {
        headers.set(JAVA_INT, message * HEADER + MSG_NAMELEN, nameLength);
        setHeader(message, MSG_CONTROL, controlAddress(message));
        setHeader(message, MSG_CONTROLLEN, info.space());
    }

    private long controlAddress(int message) {
        return paths.address() + pathOffset(message) + SocketAddresses.CONTROL;
    }

    /// Makes the path of a received message whole: without our own address where none was told.
    void settle(int message) {
        long length = headers.get(JAVA_LONG, message * HEADER + MSG_CONTROLLEN);
        long control = pathOffset(message) + SocketAddresses.CONTROL;
        if (!info.isAt(paths, control, length)) {
            paths.asSlice(control + PacketInfo.DATA, info.space() - PacketInfo.DATA).fill((byte) 0);
        }
    }

    int receivedLength(int message) {
        return headers.get(JAVA_INT, message * HEADER + MSG_LEN);
    }

    /// Copies what was received, at most the length of a buffer.
    void read(int message, byte[] target, int length) {
        MemorySegment.copy(buffers, JAVA_BYTE, (long) message * bufferSize, target, 0, length);
    }

    /// Fills a buffer.
    void write(int buffer, byte[] source, int length) {
        MemorySegment.copy(source, 0, buffers, JAVA_BYTE, (long) buffer * bufferSize, length);
        vectors.set(JAVA_LONG, buffer * IOVEC + IOV_LEN, length);
    }

    /// Makes a message of `count` buffers. If they are several, each becomes a datagram of its own;
    /// all must be `size` bytes long, but for the last, which may be shorter.
    ///
    /// @param fromLocal whether it leaves from our address in its path
    void compose(int message, int firstBuffer, int count, int size, boolean fromLocal) {
        hasLocal[message] = fromLocal;
        setHeader(message, MSG_IOV, vectors.address() + firstBuffer * IOVEC);
        setHeader(message, MSG_IOVLEN, count);
        long skipped = fromLocal ? 0 : info.space();
        setHeader(message, MSG_CONTROL, controlAddress(message) + skipped);
        if (count == 1) {
            setHeader(message, MSG_CONTROLLEN, info.space() - skipped);
        } else {
            setHeader(message, MSG_CONTROLLEN, info.space() - skipped + SEGMENT_CONTROL);
            long segment = pathOffset(message) + segmentControl;
            paths.set(JAVA_SHORT, segment + CMSG_DATA, (short) size);
        }
    }

    /// Whether a composed message leaves from our address in its path.
    boolean isFromLocal(int message) {
        return hasLocal[message];
    }

    /// How many buffers a composed message has.
    int count(int message) {
        return (int) headers.get(JAVA_LONG, message * HEADER + MSG_IOVLEN);
    }

    /// The first buffer of a composed message.
    int firstBuffer(int message) {
        long vector = headers.get(JAVA_LONG, message * HEADER + MSG_IOV);
        return (int) ((vector - vectors.address()) / IOVEC);
    }
}
