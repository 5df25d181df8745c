package com.exorlive.meeting.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// docs/security.md says what is there: no requirement without a row, no row without its tests.
class SecurityTableTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern ROW = Pattern.compile("\\| (S-\\d\\d) \\|([^|]*)\\|([^|]*)\\|.*");
    private static final Pattern CODE = Pattern.compile("`([^`]*)`");
    private static final Pattern WITH_ID = Pattern.compile("S(\\d\\d)\\w*Test");
    private static final Set<String> SKIPPED =
            Set.of("node_modules", "target", "dist", ".git", "evidence", ".data", ".cache");

    private static final Map<String, String> ROWS = new TreeMap<>();
    private static final Set<String> CLASSES = new TreeSet<>();

    @BeforeAll
    static void read() throws IOException {
        for (var line : Files.readAllLines(ROOT.resolve("docs/security.md"))) {
            var row = ROW.matcher(line);
            if (row.matches()) {
                assertThat(ROWS.put(row.group(1), row.group(3))).as(line).isNull();
            }
        }
        collect(ROOT);
    }

    private static void collect(Path folder) throws IOException {
        try (var entries = Files.newDirectoryStream(folder)) {
            for (var entry : entries) {
                var name = entry.getFileName().toString();
                if (Files.isDirectory(entry) && !SKIPPED.contains(name)) {
                    collect(entry);
                } else if (name.endsWith("Test.java")) {
                    CLASSES.add(name.replace(".java", ""));
                }
            }
        }
    }

    @Test
    void eachRequirementHasARow() {
        assertThat(ROWS.keySet()).containsExactlyElementsOf(requirements());
    }

    private static List<String> requirements() {
        var all = new ArrayList<String>();
        for (var range : new int[][] {{1, 16}, {20, 31}, {40, 48}, {50, 60}, {70, 80}}) {
            IntStream.rangeClosed(range[0], range[1])
                    .forEach(number -> all.add("S-%02d".formatted(number)));
        }
        return all;
    }

    @Test
    void eachTestThatIsNamedIsThere() {
        for (var row : ROWS.entrySet()) {
            for (var name : names(row.getValue())) {
                if (name.contains("/")) {
                    assertThat(ROOT.resolve(name)).as(row.getKey()).exists();
                } else if (name.endsWith("Test")) {
                    assertThat(CLASSES).as(row.getKey()).contains(name);
                }
            }
        }
    }

    @Test
    void eachTestOfARequirementStandsInItsRow() {
        for (var name : CLASSES) {
            var id = WITH_ID.matcher(name);
            if (id.matches()) {
                assertThat(names(ROWS.get("S-" + id.group(1)))).as(name).contains(name);
            }
        }
    }

    @Test
    void aFileThatIsNamedForARequirementTellsOfIt() throws IOException {
        for (var row : Map.of("S-07", "web-client/e2e/possession.test.mjs").entrySet()) {
            assertThat(Files.readString(ROOT.resolve(row.getValue()))).contains(row.getKey());
        }
    }

    private static Set<String> names(String cell) {
        return CODE.matcher(cell)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
