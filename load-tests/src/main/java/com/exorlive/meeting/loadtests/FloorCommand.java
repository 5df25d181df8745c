package com.exorlive.meeting.loadtests;

import com.exorlive.meeting.loadtests.floor.Forwarder;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// A process that only forwards datagrams, for others to measure.
@Command(
        name = "floor",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Forwards datagrams between partners on one UDP port, without any cryptography: what",
            "forwarding costs at the least. Two senders are partners when both have sent the 16",
            "bytes of 'floorpal' and the same number of 8 bytes; each such greeting comes back once",
            "both are known, so repeat it until it does. All else goes to the partner unchanged.",
            "Says 'floor on PORT' when it is ready, and ends when its input ends."
        })
final class FloorCommand implements Callable<Integer> {
    static final String READY = "floor on ";

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description = {
                "nio: one by one with the JDK's sockets (default); batched: the SFU's transport;",
                "srtp: the same with each packet decrypted and encrypted (see bench)"
            })
    private Forwarder.Mode mode = Forwarder.Mode.NIO;

    @Option(names = "--bind", paramLabel = "ADDRESS", description = "(127.0.0.1)")
    private String bind = "127.0.0.1";

    @Option(names = "--port", paramLabel = "N", description = "0 for any free one (0)")
    private int port;

    private final PrintStream out;

    FloorCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        try (var forwarder = Forwarder.open(mode, new InetSocketAddress(bind, port))) {
            out.println(READY + forwarder.port());
            while (System.in.read() >= 0) {
                // Whoever started us is still there.
            }
        }
        return ExitCode.PASSED;
    }
}
