package com.exorlive.meeting.sfu.srtp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Values by SSRC, without boxing on the way in; grows to a limit and never forgets. Nearly always
/// some six entries are looked up, so it searches in a line, from the last hit. Confined to its
/// event loop.
final class SsrcTable<T> {
    private final int limit;
    private final List<T> values = new ArrayList<>();
    private int[] keys = new int[8];
    private int lastHit;

    SsrcTable(int limit) {
        this.limit = limit;
    }

    /// Where the SSRC is, or -1.
    int find(int ssrc) {
        int size = values.size();
        if (lastHit < size && keys[lastHit] == ssrc) {
            return lastHit;
        }
        for (int i = size - 1; i >= 0; i--) {
            if (keys[i] == ssrc) {
                lastHit = i;
                return i;
            }
        }
        return -1;
    }

    T at(int position) {
        return values.get(position);
    }

    boolean isFull() {
        return values.size() >= limit;
    }

    void add(int ssrc, T value) {
        if (isFull()) {
            throw new IllegalStateException("SSRC table is full");
        }
        if (values.size() == keys.length) {
            keys = Arrays.copyOf(keys, 2 * keys.length);
        }
        keys[values.size()] = ssrc;
        values.add(value);
    }
}
