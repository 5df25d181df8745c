package com.exorlive.meeting.loadtests.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparedPairTest {
    @TempDir Path folder;

    @Test
    void eachLineIsAMeetingAndTwoTokens() throws Exception {
        var file = folder.resolve("tokens");
        Files.writeString(file, "# made by hand\n\nm1 host1 invitee1\nm2  host2  invitee2\n");

        var pairs = PreparedPair.read(file);

        assertThat(pairs).hasSize(2);
        assertThat(pairs.get(1).meeting()).isEqualTo("m2");
        assertThat(pairs.get(1).invitee().accessToken()).isEqualTo("invitee2");
        assertThat(pairs.toString()).doesNotContain("host1", "invitee1");
    }

    @Test
    void aLineThatIsNeitherIsNamed() throws Exception {
        var file = folder.resolve("tokens");
        Files.writeString(file, "m1 host1 invitee1\nm2 host2\n");

        assertThatThrownBy(() -> PreparedPair.read(file)).hasMessageContaining("line 2");
    }
}
