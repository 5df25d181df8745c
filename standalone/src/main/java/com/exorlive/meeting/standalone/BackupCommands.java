package com.exorlive.meeting.standalone;

import com.exorlive.meeting.core.backup.BackupException;
import com.exorlive.meeting.core.backup.Backups;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./run backup` and `./run restore FILE`: what an operator does by hand, or by cron, with the
/// settings that the product has.
sealed interface BackupCommands {
    /// @param masterKey the file of the master key
    /// @return the exit code
    int run(Backups backups, Path masterKey, Instant now, PrintStream out);

    @Command(
            name = "backup",
            mixinStandardHelpOptions = true,
            description = "Makes one encrypted backup now and throws old ones away.")
    final class Make implements BackupCommands {
        @Override
        public int run(Backups backups, Path masterKey, Instant now, PrintStream out) {
            var made = backups.make(now);
            out.println(made.file() + " (" + made.bytes() + " bytes)");
            return 0;
        }
    }

    @Command(
            name = "restore",
            mixinStandardHelpOptions = true,
            description = "Restores the database from a backup. Stop the product before.")
    final class Restore implements BackupCommands {
        @Parameters(index = "0", paramLabel = "FILE", description = "the backup")
        private Path file = Path.of("");

        @Option(
                names = "--check",
                description = "only read it and say whether it could be restored")
        private boolean checks;

        @Option(
                names = "--overwrite",
                description = "a database that is there makes way; it is kept beside the new one")
        private boolean overwrites;

        @Option(
                names = "--without-master-key",
                description = "restore although what tells who people are stays sealed")
        private boolean withoutMasterKey;

        @Override
        public int run(Backups backups, Path masterKey, Instant now, PrintStream out) {
            var head = backups.check(file);
            var missing = Backups.missingMasterKeys(head, masterKey);
            if (!missing.isEmpty()) {
                out.println(
                        "The backup needs the master key %s, which is not in %s: names, comments and programs would stay sealed."
                                .formatted(String.join(" and ", missing), masterKey));
                if (!checks && !withoutMasterKey) {
                    out.println(
                            "Set exorlive.secrets.master-key-file to a file that has it (a key that was replaced is kept as %s.%s)."
                                    .formatted(masterKey.getFileName(), missing.getFirst()));
                    return 1;
                }
            }
            if (checks) {
                out.println(
                        "In order: %s of %s, schema %s."
                                .formatted(head.kind(), head.created(), head.schema()));
                return missing.isEmpty() ? 0 : 1;
            }
            var restored = backups.restore(file, overwrites, now);
            out.println("Restored as of " + restored.head().created() + ".");
            if (!restored.before().isEmpty()) {
                out.println(
                        "What was there before is kept: "
                                + restored.before()
                                + ". Delete it when all is well.");
            }
            return 0;
        }
    }

    /// Runs it, and says what is in the way if something is.
    static int run(BackupCommands command, Settings settings, Instant now) {
        try {
            return command.run(
                    Wiring.backups(settings), Wiring.masterKey(settings), now, System.out);
        } catch (BackupException | StartException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }
}
