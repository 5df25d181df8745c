package com.exorlive.meeting.standalone;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/// Starts everything in one process, and stops it when the process is told to.
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final int FAULTY_SETTINGS = 2;
    private static final int START_FAILED = 1;

    /// Longer spreads the return of more people; the operator waits that long for the process.
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        var options = new Options();
        var line = new CommandLine(options);
        try {
            line.parseArgs(arguments);
        } catch (CommandLine.ParameterException e) {
            fail(FAULTY_SETTINGS, e.getMessage() + " (see ./run --help)");
        }
        if (CommandLine.printHelpIfRequested(line.getParseResult())) {
            return;
        }
        var command = line.getParseResult().subcommand();
        if (command != null
                && command.commandSpec().userObject() instanceof BackupCommands backup) {
            System.exit(byHand(options, it -> BackupCommands.run(backup, it, Instant.now())));
        }
        if (command != null
                && command.commandSpec().userObject() instanceof CreateOrganisation creation) {
            System.exit(
                    byHand(
                            options,
                            it ->
                                    creation.run(
                                            it, InstantSource.system(), System.out, System.err)));
        }
        if (command != null && command.commandSpec().userObject() instanceof RotateMasterKey) {
            System.exit(byHand(options, RotateMasterKey::run));
        }
        if (command != null && command.commandSpec().userObject() instanceof MediaNode.Start) {
            startMedia(options);
            return;
        }
        start(options);
    }

    private static int byHand(Options options, ToIntFunction<Settings> command) {
        try {
            var settings =
                    SettingsReader.read(options.config(), System.getenv(), options.overrides());
            Logging.configure(settings.log());
            return command.applyAsInt(settings);
        } catch (SettingsException e) {
            System.err.println(e.getMessage());
            return FAULTY_SETTINGS;
        }
    }

    private static void startMedia(Options options) throws InterruptedException {
        var stopped = new CountDownLatch(1);
        try {
            var settings =
                    SettingsReader.readMediaNode(
                            options.config(), System.getenv(), options.overrides());
            Logging.configure(settings.log());
            var node = MediaNode.start(settings);
            Runtime.getRuntime()
                    .addShutdownHook(
                            new Thread(() -> stop(node, settings.drainMax(), stopped), "shutdown"));
            System.out.printf(
                    "Ready: media server at %s:%d, admin at port %d%n",
                    settings.bind().getHostAddress(), node.port(), node.adminPort());
            System.out.flush();
        } catch (SettingsException e) {
            fail(FAULTY_SETTINGS, String.valueOf(e.getMessage()));
        } catch (StartException e) {
            LOG.debug("The start failed", e);
            fail(START_FAILED, String.valueOf(e.getMessage()));
        }
        stopped.await();
    }

    private static void stop(MediaNode node, Duration drainMax, CountDownLatch stopped) {
        try {
            node.drain(drainMax);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        node.close();
        stopped.countDown();
    }

    private static void start(Options options) throws InterruptedException {
        var stopped = new CountDownLatch(1);
        try {
            var settings =
                    SettingsReader.read(options.config(), System.getenv(), options.overrides());
            Logging.configure(settings.log());
            var standalone = Standalone.start(settings, options.tls());
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> stop(standalone, stopped), "shutdown"));
            System.out.print(Banner.of(standalone));
            System.out.flush();
        } catch (SettingsException e) {
            fail(FAULTY_SETTINGS, String.valueOf(e.getMessage()));
        } catch (StartException e) {
            LOG.debug("The start failed", e);
            fail(START_FAILED, String.valueOf(e.getMessage()));
        }
        stopped.await();
    }

    private static void stop(Standalone standalone, CountDownLatch stopped) {
        try {
            standalone.drain(DRAIN);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        standalone.close();
        stopped.countDown();
    }

    private static void fail(int status, String why) {
        System.err.println(why);
        System.exit(status);
    }
}
