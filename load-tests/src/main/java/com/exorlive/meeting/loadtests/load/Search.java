package com.exorlive.meeting.loadtests.load;

import java.util.ArrayList;
import java.util.List;

/// Looks for the most meetings that hold: doubles until something breaks or all are up, then halves
/// the gap until it is a twentieth. Pure; whoever uses it makes the load.
public final class Search {
    private static final int FIRST = 4;
    private static final int PARTS = 20;

    private final int most;
    private final List<Integer> held = new ArrayList<>(List.of(0));
    private int broken;

    public Search(int most) {
        this.most = most;
        this.broken = most + 1;
    }

    /// How many to try; 0 when it is over.
    public int next() {
        int best = best();
        int gap = broken - best;
        if (gap <= 1 || (broken <= most && gap <= Math.max(1, best / PARTS))) {
            return 0;
        }
        if (broken > most) {
            return Math.min(most, Math.max(FIRST, 2 * best));
        }
        return best + gap / 2;
    }

    public void tried(int meetings, boolean holds) {
        if (holds) {
            held.add(meetings);
        } else {
            broken = Math.min(broken, meetings);
        }
    }

    /// The most that held; 0 if none did.
    public int best() {
        return held.stream().mapToInt(Integer::intValue).max().orElse(0);
    }
}
