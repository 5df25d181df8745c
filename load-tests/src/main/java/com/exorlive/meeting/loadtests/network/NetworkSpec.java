package com.exorlive.meeting.loadtests.network;

/// How bad the way from each participant to the server is made.
///
/// @param loss share of the packets that are thrown away
/// @param burst how many are thrown away in a row, in the middle
public record NetworkSpec(double loss, double burst, long delayNanos, long jitterNanos) {
    public static final NetworkSpec PERFECT = new NetworkSpec(0, 1, 0, 0);

    public NetworkSpec {
        if (loss < 0 || loss >= 1 || burst < 1 || delayNanos < 0 || jitterNanos < 0) {
            throw new IllegalArgumentException(
                    "loss from 0 to 1, bursts of 1 or more, delay and jitter not negative");
        }
    }

    public boolean delays() {
        return delayNanos > 0 || jitterNanos > 0;
    }
}
