package com.exorlive.meeting.loadtests;

import com.exorlive.meeting.loadtests.floor.ForwardingBench;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What forwarding a packet costs, beside a bare forwarder, in one run.
@Command(
        name = "forwarding",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Processor time of a forwarded packet: with the JDK's sockets one by one (nio), on the",
            "SFU's transport (batched), and there with decrypting and encrypting (srtp), each in a",
            "process of its own, in turns. Needs no server."
        })
final class ForwardingCommand implements Callable<Integer> {
    @Option(names = "--meetings", paramLabel = "N", description = "pairs who send at once (25)")
    private int meetings = 25;

    @Option(names = "--rounds", paramLabel = "N", description = "of each kind (7)")
    private int rounds = 7;

    @Option(
            names = "--round",
            paramLabel = "TIME",
            converter = Units.DurationReader.class,
            description = "how long one lasts (3s)")
    private Duration round = Duration.ofSeconds(3);

    @Option(
            names = "--warmup",
            paramLabel = "TIME",
            converter = Units.DurationReader.class,
            description = "of each kind (15s)")
    private Duration warmUp = Duration.ofSeconds(15);

    @Option(
            names = "--java",
            paramLabel = "OPTION",
            description = "an option for the forwarders' Java, such as -XX:+UseSerialGC")
    private List<String> java = List.of();

    private final PrintStream out;

    ForwardingCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        new ForwardingBench(meetings, round, out).run(Main.class.getName(), rounds, warmUp, java);
        return ExitCode.PASSED;
    }
}
