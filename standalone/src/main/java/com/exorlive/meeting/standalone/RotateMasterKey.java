package com.exorlive.meeting.standalone;

import com.exorlive.meeting.core.CoreStartException;
import com.exorlive.meeting.core.MasterKeyRotation;
import java.nio.file.Files;
import picocli.CommandLine.Command;

/// `./run rotate-master-key`: a new key above all keys. May be stopped anywhere and run again.
@Command(
        name = "rotate-master-key",
        mixinStandardHelpOptions = true,
        description =
                "Replaces the master key. With PostgreSQL also while the product runs; with H2 stop it before.")
final class RotateMasterKey {
    /// @return the exit code
    static int run(Settings settings) {
        var file = Wiring.masterKey(settings);
        if (!Files.exists(file)) {
            System.err.println("There is no master key " + file + " to replace.");
            return 1;
        }
        try {
            var done = MasterKeyRotation.run(Wiring.database(settings), file);
            System.out.println("The master key is " + done.now() + ", no longer " + done.before());
            System.out.println(
                    "The key before is kept: %s. Keep it apart, as long as backups that need it."
                            .formatted(done.kept()));
            return 0;
        } catch (CoreStartException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }
}
