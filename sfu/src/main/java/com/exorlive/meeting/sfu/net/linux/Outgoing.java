package com.exorlive.meeting.sfu.net.linux;

import com.exorlive.meeting.sfu.path.Path;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// What waits for the end of a turn to be sent. Confined to its socket's thread, but for the count.
///
/// A packet on the path of the one before it joins that one's message if it is as long, or ends
/// it if it is shorter: Linux (UDP_SEGMENT) takes such a run through the network stack as one. A
/// frame's packets are such runs.
final class Outgoing {
    /// What Linux takes as one (before 6.9).
    private static final int MAX_RUN = 64;

    /// The longest payload of UDP over IPv4.
    private static final int MAX_RUN_BYTES = 65_507;

    private static final int MAX_INTERRUPTIONS = 8;

    private final int fd;
    private final Messages messages;
    private final SocketAddresses addresses;
    private final MemorySegment errno;
    private final LongAdder unsent = new LongAdder();
    private int messageCount;
    private int bufferCount;

    // The run that may still grow: the last message.
    private @Nullable Path runTo;
    private int runCount;
    private int runSize;
    private int runBytes;
    private boolean isRunFromLocal;
    private boolean hasSegmentation = true;

    Outgoing(int fd, Messages messages, SocketAddresses addresses, MemorySegment errno) {
        this.fd = fd;
        this.messages = messages;
        this.addresses = addresses;
        this.errno = errno;
    }

    long unsent() {
        return unsent.sum();
    }

    void add(byte[] data, int length, Path to) {
        if (bufferCount == messages.capacity) {
            flush();
        }
        if (joins(length, to)) {
            runCount++;
            runBytes += length;
            if (length < runSize) {
                // Only the last of a run may be shorter.
                runTo = null;
            }
        } else {
            if (!addresses.write(to, messages.paths(), Messages.pathOffset(messageCount))) {
                unsent.increment();
                return;
            }
            endRun();
            runTo = to;
            runCount = 1;
            runSize = length;
            runBytes = length;
            isRunFromLocal = to.hasLocal();
            messageCount++;
        }
        messages.write(bufferCount++, data, length);
    }

    private boolean joins(int length, Path to) {
        return hasSegmentation
                && to.equals(runTo)
                && length <= runSize
                && length > 0
                && runCount < MAX_RUN
                && runBytes + length <= MAX_RUN_BYTES;
    }

    private void endRun() {
        if (messageCount > 0) {
            messages.compose(
                    messageCount - 1, bufferCount - runCount, runCount, runSize, isRunFromLocal);
        }
        runTo = null;
        runCount = 0;
    }

    void flush() {
        if (messageCount == 0) {
            return;
        }
        endRun();
        int interruptions = 0;
        for (int at = 0; at < messageCount; ) {
            int sent = LibC.sendmmsg(fd, messages.from(at), messageCount - at);
            if (sent <= 0) {
                // Once more, to be told why.
                sent = LibC.sendmmsg(errno, fd, messages.from(at), messageCount - at);
            }
            if (sent > 0) {
                at += sent;
                continue;
            }
            int error = LibC.errno(errno);
            if (error == LibC.EINTR && interruptions++ < MAX_INTERRUPTIONS) {
                continue;
            }
            if (isFull(error)) {
                unsent.add(bufferCount - messages.firstBuffer(at));
                break;
            }
            onRefused(at, error);
            at++;
        }
        messageCount = 0;
        bufferCount = 0;
    }

    /// Whether the kernel has no room for anybody's datagrams now.
    private static boolean isFull(int error) {
        return error == LibC.EAGAIN || error == LibC.ENOBUFS || error == LibC.ENOMEM;
    }

    /// One address can't be reached, or not by a run: some network cards and kernels can't take one
    /// apart.
    private void onRefused(int message, int error) {
        int count = messages.count(message);
        if (count == 1) {
            unsent.increment();
            return;
        }
        int first = messages.firstBuffer(message);
        boolean isFromLocal = messages.isFromLocal(message);
        boolean isAnySent = false;
        for (int i = 0; i < count; i++) {
            messages.compose(message, first + i, 1, 0, isFromLocal);
            if (LibC.sendmmsg(fd, messages.from(message), 1) == 1) {
                isAnySent = true;
            } else {
                unsent.increment();
            }
        }
        if (isAnySent && (error == LibC.EIO || error == LibC.EINVAL)) {
            hasSegmentation = false;
        }
    }
}
