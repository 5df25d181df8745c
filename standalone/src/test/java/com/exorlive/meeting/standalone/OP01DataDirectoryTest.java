package com.exorlive.meeting.standalone;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// OP-01: a data directory that can't be used is named, in one line.
final class OP01DataDirectoryTest {
    @TempDir Path folder;

    @Test
    void oneThatIsAFile() throws IOException {
        var file = Files.createFile(folder.resolve("data"));

        assertThatThrownBy(() -> DataDirectory.prepare(file))
                .isInstanceOf(StartException.class)
                .hasMessage("The data directory " + file + " is a file.");
    }

    @Test
    void oneThatCantBeMade() throws IOException {
        var below = Files.createFile(folder.resolve("file")).resolve("data");

        assertThatThrownBy(() -> DataDirectory.prepare(below))
                .isInstanceOf(StartException.class)
                .hasMessageContaining(below.toString());
    }

    @Test
    void oneThatCantBeWrittenTo() {
        assertThatThrownBy(() -> DataDirectory.prepare(Path.of("/proc")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("/proc can't be written to");
    }

    @Test
    void oneThatIsMadeAndWrittenTo() throws IOException {
        var fresh = folder.resolve("a").resolve("b");
        DataDirectory.prepare(fresh);
        try (var files = Files.list(fresh)) {
            org.assertj.core.api.Assertions.assertThat(files).isEmpty();
        }
    }
}
