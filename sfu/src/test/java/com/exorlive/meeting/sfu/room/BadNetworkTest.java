package com.exorlive.meeting.sfu.room;

import static com.exorlive.meeting.sfu.room.VirtualTime.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.sfu.room.RoomEvent.Disconnected;
import com.exorlive.meeting.sfu.room.RoomEvent.Loss;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Meetings on bad networks, worst of many seeds. `-Dsimulation.seeds=500 -Dsimulation.seconds=300
/// -Dsimulation.first=1000` for more than the usual.
class BadNetworkTest {
    private static final int SEEDS = Integer.getInteger("simulation.seeds", 20);
    private static final int SECONDS = Integer.getInteger("simulation.seconds", 10);
    private static final long FIRST = Long.getLong("simulation.first", 1);
    private static final int FIVE_MINUTES = 300;
    private static final long KBIT = 1000 / 8;

    @Test
    void mediaIsBackThreeSecondsAfterTheAddressChangedUnnoticed() {
        forEachSeed(
                seed -> {
                    var call = new SimulatedCall(seed);
                    call.runSeconds(call.random.nextDouble() * 5);

                    call.move("host");
                    call.runSeconds(10);

                    assertGapBelow(call, 3, seed);
                    assertNothingLost(call, seed);
                });
    }

    /// Firefox checks every five seconds, and never nominates again.
    @Test
    void aBrowserWhosePageNoticesNothingIsFollowedAtItsNextCheck() {
        forEachSeed(
                seed -> {
                    var call = new SimulatedCall(seed);
                    call.arePagesWatching = false;
                    call.runSeconds(call.random.nextDouble() * 5);

                    call.move("host");
                    call.runSeconds(10);

                    assertGapBelow(call, 7, seed);
                    assertNothingLost(call, seed);
                });
    }

    @Test
    void mediaIsBackThreeSecondsAfterABrowserChangedItsNetwork() {
        forEachSeed(
                seed -> {
                    var call = new SimulatedCall(seed);
                    call.cut("host", true);
                    call.runSeconds(call.random.nextDouble());

                    call.move("host");
                    call.cut("host", false);
                    call.restartIce("host");
                    call.runSeconds(10);

                    assertGapBelow(call, 3, seed);
                    assertNothingLost(call, seed);
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 20, 55})
    void mediaIsBackTwoSecondsAfterADeadLink(int seconds) {
        forEachSeed(
                seed -> {
                    var call = new SimulatedCall(seed);
                    call.cut("host", true);
                    call.runSeconds(seconds);

                    call.cut("host", false);

                    assertThat(call.nanosUntilBothSee() / 1e9).as("seed %d", seed).isLessThan(2);
                    assertThat(call.lost)
                            .as("seed %d", seed)
                            .hasSize(seconds > 30 ? 1 : 0)
                            .allMatch(gone -> gone.participant().equals("host"));
                });
    }

    @Test
    void aLegWhoseLinkIsDeadIsLostAndANewOneWorks() {
        forEachSeed(
                seed -> {
                    var call = new SimulatedCall(seed);
                    call.cut("host", true);
                    call.runSeconds(31);
                    assertThat(call.lost)
                            .as("seed %d", seed)
                            .containsExactly(new Disconnected("host", "p1", Loss.CONSENT));
                    call.runSeconds(39);

                    call.cut("host", false);
                    call.join("host");

                    assertThat(call.nanosUntilBothSee() / 1e9).as("seed %d", seed).isLessThan(2);
                });
    }

    @Test
    void aReloadOrASecondDeviceTakesTheSeatInTwoSeconds() {
        forEachSeed(
                seed -> {
                    var call = new SimulatedCall(seed);
                    for (int i = 0; i < 5; i++) {
                        call.join(call.random.nextBoolean() ? "host" : "invitee");

                        assertThat(call.nanosUntilBothSee() / 1e9)
                                .as("seed %d", seed)
                                .isLessThan(2);
                        call.runSeconds(call.random.nextDouble() * 3);
                    }
                    assertNothingLost(call, seed);
                });
    }

    @ParameterizedTest
    @CsvSource({"0.05,1", "0.1,1", "0.2,1", "0.05,5", "0.1,5", "0.2,5"})
    void picturesMoveAndSoundIsWholeButForWhatTheNetworkTook(double loss, double burst) {
        forEachSeed(seed -> underLoss(seed, loss, burst, SECONDS));
    }

    @Test
    void aCallOfFiveMinutesSurvivesTheWorstLoss() {
        underLoss(FIRST, 0.2, 5, FIVE_MINUTES);
    }

    private static void underLoss(long seed, double loss, double burst, int seconds) {
        var call = new SimulatedCall(seed);
        call.beQuiet(true);
        for (var link : new VirtualLink[] {call.up.get("host"), call.down.get("host")}) {
            link.loss = loss;
            link.burst = burst;
        }
        int pictures = call.invitee().shown.shown;
        int picturesAtHost = call.host().shown.shown;
        int unheard = call.soundsSent() - call.soundsHeard() - call.soundsLost;
        call.beQuiet(false);

        call.runSeconds(seconds);

        double fps = (call.invitee().shown.shown - pictures) / (double) seconds;
        double fpsAtHost = (call.host().shown.shown - picturesAtHost) / (double) seconds;
        assertThat(Math.min(fps, fpsAtHost)).as("frames a second, seed %d", seed).isGreaterThan(10);
        call.beQuiet(true);
        assertThat(call.soundsSent() - call.soundsHeard() - call.soundsLost)
                .as("sounds that the server lost, seed %d", seed)
                .isEqualTo(unheard);
        assertNothingLost(call, seed);
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 100})
    void aNarrowLinkLosesNoLegAndIsForgottenInTenSeconds(int kilobits) {
        forEachSeed(
                seed -> {
                    var call = new SimulatedCall(seed);
                    call.up.get("host").bytesPerSecond = kilobits * KBIT;
                    call.down.get("host").bytesPerSecond = kilobits * KBIT;
                    call.runSeconds(SECONDS);
                    assertNothingLost(call, seed);

                    call.up.get("host").bytesPerSecond = 0;
                    call.down.get("host").bytesPerSecond = 0;
                    call.runSeconds(10);

                    int before = call.invitee().shown.shown;
                    int beforeAtHost = call.host().shown.shown;
                    call.runSeconds(2);
                    assertThat(call.invitee().shown.shown - before).isGreaterThan(30);
                    assertThat(call.host().shown.shown - beforeAtHost).isGreaterThan(30);
                });
    }

    private static void assertGapBelow(SimulatedCall call, int seconds, long seed) {
        for (SimulatedBrowser browser : call.browsers.values()) {
            assertThat(browser.shown.longestGapNanos / (double) SECOND)
                    .as("gap at the %s, seed %d", browser.who, seed)
                    .isLessThan(seconds);
            assertThat(call.time.nowNanos() - browser.shown.lastShownNanos)
                    .as("still moving, seed %d", seed)
                    .isLessThan(SECOND);
        }
    }

    private static void assertNothingLost(SimulatedCall call, long seed) {
        assertThat(call.lost).as("seed %d", seed).isEmpty();
        call.invariants.onEnd(call.server.counters(), call.server.context.registry.size());
    }

    private static void forEachSeed(LongConsumer test) {
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            test.accept(seed);
        }
    }
}
