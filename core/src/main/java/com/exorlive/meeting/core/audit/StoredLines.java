package com.exorlive.meeting.core.audit;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.jdbi.v3.core.Handle;

/// All sealed lines by their sequence number, a few thousand in memory at a time. Confined to the
/// handle's thread.
final class StoredLines implements Iterator<SealedLine> {
    private static final int AT_ONCE = 5_000;

    private final Handle handle;
    private final Queue<SealedLine> read = new ArrayDeque<>();
    private long last = Long.MIN_VALUE;

    StoredLines(Handle handle) {
        this.handle = handle;
    }

    @Override
    public boolean hasNext() {
        if (read.isEmpty()) {
            handle.createQuery(
                            "select * from audit_line where seq > :last order by seq limit :most")
                    .bind("last", last)
                    .bind("most", AT_ONCE)
                    .map((row, _) -> SealedLine.read(row))
                    .forEach(read::add);
        }
        return !read.isEmpty();
    }

    @Override
    public SealedLine next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        var next = read.remove();
        last = next.seq();
        return next;
    }
}
