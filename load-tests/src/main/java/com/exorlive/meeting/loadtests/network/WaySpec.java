package com.exorlive.meeting.loadtests.network;

/// How bad one way is made, from a participant to the server or back.
///
/// @param loss share of the packets that are thrown away
/// @param burst how many are thrown away in a row, in the middle
/// @param bitsPerSecond what goes through, IP and UDP headers included; 0 for all there is
/// @param queueNanos how long a packet may wait for its turn; what would wait longer is thrown away
public record WaySpec(
        double loss,
        double burst,
        long delayNanos,
        long jitterNanos,
        long bitsPerSecond,
        long queueNanos) {
    public static final WaySpec PERFECT = new WaySpec(0, 1, 0, 0, 0, 0);

    public WaySpec {
        if (loss < 0
                || loss >= 1
                || burst < 1
                || delayNanos < 0
                || jitterNanos < 0
                || bitsPerSecond < 0
                || queueNanos < 0) {
            throw new IllegalArgumentException(
                    "loss from 0 to 1, bursts of 1 or more, delay, jitter, rate and queue not"
                            + " negative");
        }
    }

    public boolean isPerfect() {
        return loss == 0 && delayNanos == 0 && jitterNanos == 0 && bitsPerSecond == 0;
    }
}
