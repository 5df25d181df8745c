package com.exorlive.meeting.loadtests;

import com.exorlive.meeting.loadtests.load.Churn;
import com.exorlive.meeting.loadtests.load.LoadPlan;
import com.exorlive.meeting.loadtests.threshold.Threshold;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;

/// What may be said on the command line.
final class Options {
    @ArgGroup(exclusive = false, heading = "%nThe load%n")
    LoadOptions load = new LoadOptions();

    @ArgGroup(exclusive = false, heading = "%nWhat each sends%n")
    MediaOptions media = new MediaOptions();

    @ArgGroup(exclusive = false, heading = "%nA bad network%n")
    NetworkOptions network = new NetworkOptions();

    @ArgGroup(exclusive = false, heading = "%nThe server%n")
    ServerOptions server = new ServerOptions();

    @ArgGroup(exclusive = false, heading = "%nThe report%n")
    ReportOptions output = new ReportOptions();

    /// @throws IllegalArgumentException if something is out of range
    LoadPlan plan() {
        if (server.driver != ServerOptions.Driver.EMBEDDED && !load.churn.isEmpty()) {
            throw new IllegalArgumentException("--churn is for our own server alone");
        }
        if (server.driver == ServerOptions.Driver.JANUS && network.turn != null) {
            throw new IllegalArgumentException("--turn is not for Janus");
        }
        return new LoadPlan(
                load.ramp,
                load.warmup,
                load.duration,
                media.spec(),
                network.spec(),
                List.of(media.profile()),
                Churn.of(load.churn).withCallsOf(load.call.toNanos()),
                output.loops,
                load.seed);
    }

    List<Threshold> thresholds() {
        return output.thresholds("failures==0", "loss<0.1%");
    }

    Optional<Path> tokens() {
        return Optional.ofNullable(server.tokens);
    }
}
