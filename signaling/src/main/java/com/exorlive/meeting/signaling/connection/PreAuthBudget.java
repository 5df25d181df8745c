package com.exorlive.meeting.signaling.connection;

import java.util.HashMap;
import java.util.Map;

/// How many sockets may be open that have not said hello. Thread-safe.
final class PreAuthBudget {
    private final int perAddress;
    private final int inAll;
    private final Map<String, Integer> byAddress = new HashMap<>();
    private int all;

    PreAuthBudget(int perAddress, int inAll) {
        this.perAddress = perAddress;
        this.inAll = inAll;
    }

    enum Verdict {
        FREE,
        ADDRESS_FULL,
        NODE_FULL
    }

    /// Whether one more would fit.
    synchronized Verdict look(String address) {
        if (all >= inAll) {
            return Verdict.NODE_FULL;
        }
        return byAddress.getOrDefault(address, 0) >= perAddress
                ? Verdict.ADDRESS_FULL
                : Verdict.FREE;
    }

    /// Takes a place, if there is one. Whoever took one gives it back exactly once.
    synchronized boolean enter(String address) {
        if (look(address) != Verdict.FREE) {
            return false;
        }
        byAddress.merge(address, 1, Integer::sum);
        all++;
        return true;
    }

    synchronized void leave(String address) {
        byAddress.computeIfPresent(address, (_, count) -> count > 1 ? count - 1 : null);
        all--;
    }
}
