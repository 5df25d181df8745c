package com.exorlive.meeting.sfu.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A browser on a line: it sends less when it is told of losses, and slowly more when it is not.
/// The line loses some packets at random, in bursts or not, and what is more than it can carry.
/// Rates are in kbit/s.
class InherentLossTest {
    private static final double ANY = 1_000_000;
    private static final double MOST = 1500;
    private static final int SEEDS = 50;
    private static final int MINUTES = 5;
    private static final int STRETCHES = 30 * MINUTES;

    @ParameterizedTest
    @CsvSource({
        "0.1, 1, 500",
        "0.15, 1, 500",
        "0.2, 1, 500",
        "0.25, 1, 500",
        "0.1, 3, 250",
        "0.2, 3, 500"
    })
    void whatIsLostAtRandomDoesNotStarveABrowserOnAWideLine(
            double random, int burst, double least) {
        for (int seed = 0; seed < SEEDS; seed++) {
            var call = new Call(seed, random, ANY);
            call.burst = burst;
            call.run(STRETCHES);

            assertThat(call.meanRate()).as("seed %d", seed).isGreaterThan(least);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {100, 300, 600})
    void aBrowserOnAFullLineIsToldOfWhatItLoses(double width) {
        for (int seed = 0; seed < SEEDS; seed++) {
            var call = new Call(seed, 0, width);
            call.run(30);
            call.forgetFigures();
            call.run(STRETCHES);

            assertThat(call.meanRate()).as("seed %d", seed).isLessThan(1.1 * width);
            assertThat(call.meanLoss()).as("seed %d", seed).isLessThan(0.1);
        }
    }

    /// What it falls to, and how soon it is kept from falling, is a matter of chance.
    @ParameterizedTest
    @CsvSource({"0.1, 300", "0.2, 300", "0.2, 600"})
    void ofAFullLineThatLosesAtRandomAsWellOnlyTheLatterIsKeptFromIt(double random, double width) {
        double rates = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            var call = new Call(seed, random, width);
            call.run(STRETCHES);
            rates += call.meanRate();

            assertThat(call.meanRate()).as("seed %d", seed).isLessThan(1.2 * width);
        }
        assertThat(rates / SEEDS).isGreaterThan(0.6 * width);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.2})
    void aLineThatGetsFullInPlaceOfLosingAtRandomIsToldOfWithinThreeMinutes(double random) {
        for (int seed = 0; seed < SEEDS; seed++) {
            var call = new Call(seed, random, ANY);
            call.run(STRETCHES);
            call.random = 0;
            call.width = 300;
            call.run(90);
            call.forgetFigures();
            call.run(60);

            assertThat(call.meanRate()).as("seed %d", seed).isLessThan(1.1 * 300);
        }
    }

    @ParameterizedTest
    @CsvSource({"0.1, 1000", "0.2, 1000", "0.25, 1000"})
    void whatWasShownStandsWhileNothingWaits(double random, double least) {
        for (int seed = 0; seed < SEEDS; seed++) {
            var call = new Call(seed, random, ANY);
            call.queue = Queue.SEEN;
            call.run(30);
            call.forgetFigures();
            call.run(STRETCHES);

            assertThat(call.meanRate()).as("seed %d", seed).isGreaterThan(least);
        }
    }

    @ParameterizedTest
    @CsvSource({"SEEN, 90", "NONE, 240"})
    void butOnlyUntilSomethingWaitsAndNotForEver(Queue queue, int stretches) {
        for (int seed = 0; seed < SEEDS; seed++) {
            var call = new Call(seed, 0.2, ANY);
            call.queue = queue;
            call.run(STRETCHES);
            call.random = 0;
            call.width = 300;
            call.run(stretches);
            call.forgetFigures();
            call.run(60);

            assertThat(call.meanRate()).as("seed %d", seed).isLessThan(1.1 * 300);
        }
    }

    enum Queue {
        UNSEEN,
        SEEN,
        NONE
    }

    private static final class Call {
        private static final long STRETCH_NANOS = 2_000_000_000;
        private final Random chance;
        private final InherentLoss inherent = new InherentLoss();
        private int burst = 1;
        private Queue queue = Queue.UNSEEN;
        private boolean isLosing;
        private double random;
        private double width;
        private double rate = 1000;
        private long nanos;
        private double rates;
        private double losses;
        private int stretches;

        Call(long seed, double random, double width) {
            this.chance = new Random(seed);
            this.random = random;
            this.width = width;
        }

        void run(int count) {
            for (int i = 0; i < count; i++) {
                step();
            }
        }

        private void step() {
            nanos += STRETCH_NANOS;
            int packets = (int) Math.clamp(rate / 4, 60, 300);
            double share = 1 - (1 - random) * Math.min(1, width / rate);
            // Gilbert's model; a burst of one on the average is none.
            double ends = burst > 1 ? 1.0 / burst : 1 - share;
            int lost = 0;
            for (int i = 0; i < packets; i++) {
                isLosing = chance.nextDouble() < (isLosing ? 1 - ends : share * ends / (1 - share));
                lost += isLosing ? 1 : 0;
            }
            double told = Math.max(0, lost - inherent.share() * packets) / packets;
            boolean isCalm =
                    switch (queue) {
                        case UNSEEN -> false;
                        case SEEN -> rate * (1 - random) < width;
                        case NONE -> true;
                    };
            inherent.onStretch(
                    nanos, rate * (0.98 + 0.04 * chance.nextDouble()), packets, lost, isCalm);
            rates += rate;
            losses += share;
            stretches++;
            rate = Math.clamp(told > 0.08 ? rate * (1 - told) : rate * 1.05, 30, MOST);
        }

        void forgetFigures() {
            rates = 0;
            losses = 0;
            stretches = 0;
        }

        double meanRate() {
            return rates / stretches;
        }

        double meanLoss() {
            return losses / stretches;
        }
    }
}
