package com.exorlive.meeting.sfu.net.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// An array of C's `struct mmsghdr` and what its messages point to: an address, a control message,
/// and a run of buffers that follow each other. Laid out once. Confined to its socket's thread.
final class Messages {
    private static final long HEADER = 64;
    private static final long NAME = 32;
    private static final long CONTROL = 24;
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
    private final MemorySegment names;
    private final MemorySegment controls;
    private final MemorySegment vectors;
    private final MemorySegment buffers;
    private final MemorySegment[] from;

    /// @param nameLength of a `struct sockaddr_in` or `sockaddr_in6`
    Messages(Arena arena, int capacity, int bufferSize, int nameLength) {
        this.capacity = capacity;
        this.bufferSize = bufferSize;
        this.nameLength = nameLength;
        headers = arena.allocate(HEADER * capacity, Long.BYTES);
        names = arena.allocate(NAME * capacity, Long.BYTES);
        controls = arena.allocate(CONTROL * capacity, Long.BYTES);
        vectors = arena.allocate(IOVEC * capacity, Long.BYTES);
        buffers = arena.allocate((long) bufferSize * capacity, Long.BYTES);
        from = new MemorySegment[capacity];
        for (int i = 0; i < capacity; i++) {
            from[i] = headers.asSlice(i * HEADER);
            setHeader(i, MSG_NAME, names.address() + i * NAME);
            setHeader(i, MSG_IOV, vectors.address() + i * IOVEC);
            setHeader(i, MSG_IOVLEN, 1);
            vectors.set(JAVA_LONG, i * IOVEC, buffers.address() + (long) i * bufferSize);
            vectors.set(JAVA_LONG, i * IOVEC + IOV_LEN, bufferSize);
            controls.set(JAVA_LONG, i * CONTROL, CMSG_LEN);
            controls.set(JAVA_INT, i * CONTROL + CMSG_LEVEL, LibC.SOL_UDP);
            controls.set(JAVA_INT, i * CONTROL + CMSG_TYPE, LibC.UDP_SEGMENT);
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

    MemorySegment names() {
        return names;
    }

    static long nameOffset(int message) {
        return message * NAME;
    }

    /// Makes a message ready to be received into (again).
    void expect(int message) {
        headers.set(JAVA_INT, message * HEADER + MSG_NAMELEN, nameLength);
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
    void compose(int message, int firstBuffer, int count, int size) {
        setHeader(message, MSG_IOV, vectors.address() + firstBuffer * IOVEC);
        setHeader(message, MSG_IOVLEN, count);
        if (count == 1) {
            setHeader(message, MSG_CONTROLLEN, 0);
        } else {
            setHeader(message, MSG_CONTROL, controls.address() + message * CONTROL);
            setHeader(message, MSG_CONTROLLEN, CONTROL);
            controls.set(JAVA_SHORT, message * CONTROL + CMSG_DATA, (short) size);
        }
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
