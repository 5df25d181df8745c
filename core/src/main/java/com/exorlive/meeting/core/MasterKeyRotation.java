package com.exorlive.meeting.core;

import com.exorlive.meeting.core.CoreSettings.DatabaseAddress;
import com.exorlive.meeting.core.seal.KeyRotation;
import com.exorlive.meeting.core.seal.MasterKey;
import com.exorlive.meeting.core.seal.SealException;
import com.exorlive.meeting.core.seal.Seals;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// Replaces the master key, by the operator's hand. Processes that run meanwhile read the same file
/// and take up the new key by themselves.
public final class MasterKeyRotation {
    private MasterKeyRotation() {}

    /// What came of it.
    ///
    /// @param kept the file that holds the key before
    public record Done(String before, String now, Path kept) {}

    /// Stopped anywhere it leaves everything readable; run again it begins with what was left.
    ///
    /// @param file where the master key is
    /// @throws CoreStartException with one line that says what is in the way
    public static Done run(DatabaseAddress address, Path file) {
        try (var database = Core.openDatabase(address)) {
            var before = MasterKey.idsIn(file).getFirst();
            var seals = Seals.on(database, MasterKey.inFile(file));
            var _ = new KeyRotation(database, seals).renewMaster();
            var kept = file.resolveSibling(file.getFileName() + "." + before);
            return new Done(before, MasterKey.idsIn(file).getFirst(), kept);
        } catch (SealException | UncheckedIOException e) {
            throw new CoreStartException("The master key stays: " + e.getMessage() + ".", e);
        }
    }
}
