package com.exorlive.meeting.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoSecretsTest {
    @TempDir Path data;

    @Test
    void aSecretIsMadeOnceAndOnlyItsOwnerReadsIt() throws Exception {
        var file = data.resolve("pepper.secret");
        var secret = DemoSecrets.ensure(file);

        assertThat(secret).hasSize(43);
        assertThat(DemoSecrets.ensure(file)).isEqualTo(secret);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aStartThatDiedWhileMakingOneLeavesNothingThatIsTakenForIt() throws Exception {
        var file = data.resolve("pepper.secret");
        Files.writeString(data.resolve("pepper.secret.new"), "ha");

        assertThat(DemoSecrets.ensure(file)).hasSize(43);
        try (var files = Files.list(data)) {
            assertThat(files).containsExactly(file);
        }
    }
}
