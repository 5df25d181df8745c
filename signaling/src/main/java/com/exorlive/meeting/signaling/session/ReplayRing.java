package com.exorlive.meeting.signaling.session;

import com.exorlive.meeting.signaling.protocol.ServerMessage;
import java.util.ArrayDeque;
import java.util.List;

/// What was sent and not yet acknowledged. When it is full the oldest is forgotten: a page that
/// lacks it can't resume. Confined to its room's thread.
final class ReplayRing {
    /// Raising these costs memory for each lost page; lowering them makes more resumes fail.
    static final int MAX_MESSAGES = 128;

    static final int MAX_BYTES = 256 * 1024;

    /// One message with the number it keeps for ever.
    record Sent(long seq, ServerMessage.Counted message, int bytes) {}

    private final ArrayDeque<Sent> unacknowledged = new ArrayDeque<>();
    private int bytes;
    private long lastSeq;

    long nextSeq() {
        return lastSeq + 1;
    }

    void add(ServerMessage.Counted message, int size) {
        lastSeq++;
        unacknowledged.addLast(new Sent(lastSeq, message, size));
        bytes += size;
        while (unacknowledged.size() > MAX_MESSAGES || bytes > MAX_BYTES) {
            bytes -= unacknowledged.removeFirst().bytes();
        }
    }

    /// Forgets what the page has.
    ///
    /// @return false if the page claims to have what was never sent
    boolean acknowledge(long ack) {
        if (ack > lastSeq) {
            return false;
        }
        while (!unacknowledged.isEmpty() && unacknowledged.getFirst().seq() <= ack) {
            bytes -= unacknowledged.removeFirst().bytes();
        }
        return true;
    }

    /// Whether everything after `ack` is still here.
    boolean reachesBackTo(long ack) {
        long firstKept = unacknowledged.isEmpty() ? lastSeq + 1 : unacknowledged.getFirst().seq();
        return ack + 1 >= firstKept;
    }

    boolean isEmpty() {
        return unacknowledged.isEmpty();
    }

    List<Sent> contents() {
        return List.copyOf(unacknowledged);
    }
}
