package com.exorlive.meeting.loadtests.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.loadtests.measure.ServerLook;
import com.exorlive.meeting.loadtests.report.Report.Bucket;
import com.exorlive.meeting.loadtests.report.Report.Second;
import com.exorlive.meeting.loadtests.threshold.Threshold;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class ReportFilesTest {
    @TempDir Path folder;

    @Test
    void junitHasACaseForEachThresholdAndSaysWhyOneIsBroken() throws Exception {
        var xml = JunitReport.of(report(4.2));
        var document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        var suite = document.getDocumentElement();

        assertThat(suite.getAttribute("tests")).isEqualTo("4");
        assertThat(suite.getAttribute("failures")).isEqualTo("2");
        assertThat(xml).contains("latency.p99&lt;3ms").contains("no &lt;welcome&gt;");
    }

    @Test
    void thePageNeedsNothingFromElsewhere() {
        var html = HtmlReport.of(report(4.2), Optional.empty());

        assertThat(html)
                .contains("<svg", "polyline", "<rect", "latency.p99&lt;3ms", "4.20 ms")
                .doesNotContain("<script", "http:", "https:", "src=", "url(", "@import", "NaN");
    }

    @Test
    void anEarlierRunIsReadFromItsJsonFileAndSetBesideThisOne() throws IOException {
        var file = folder.resolve("earlier.json");
        Files.writeString(file, JsonMapper.shared().writeValueAsString(report(2.1)));
        var earlier = Comparison.read(file);

        var lines = earlier.with(report(4.2).metrics());
        assertThat(lines)
                .filteredOn(line -> line.metric().equals("latency.p99"))
                .singleElement()
                .satisfies(line -> assertThat(line.ratio()).isEqualTo(2));
        assertThat(earlier.table(report(4.2).metrics())).contains("2.10 ms", "4.20 ms", "2.00");
        assertThat(HtmlReport.of(report(4.2), Optional.of(earlier))).contains("earlier.json");
    }

    @Test
    void theTableSaysWhichThresholdIsBroken() {
        assertThat(SummaryTable.of(report(4.2)))
                .contains("BROKEN: latency.p99<3ms  (4.20 ms)")
                .contains("kept:   loss<0.1%  (0.000 %)")
                .contains("failed 2 times: no <welcome>");
    }

    @Test
    void aGeneratorThatIsLateOrBusyOrSendsTooLittleIsNamed() {
        assertThat(GeneratorCheck.faults(Map.of("generator.late_p99", 4.0))).isEmpty();
        assertThat(
                        GeneratorCheck.faults(
                                Map.of(
                                        "generator.late_p99", 40.0,
                                        "generator.loop", 0.97,
                                        "generator.missed", 0.02)))
                .hasSize(3);
    }

    @Test
    void anAxisEndsAtARoundNumber() {
        assertThat(Chart.roundUp(0)).isEqualTo(1);
        assertThat(Chart.roundUp(1.2)).isEqualTo(2);
        assertThat(Chart.roundUp(37)).isEqualTo(50);
        assertThat(Chart.roundUp(51)).isEqualTo(100);
    }

    private static Report report(double p99) {
        var metrics = new TreeMap<>(Map.of("latency.p99", p99, "loss", 0.0));
        for (var column : List.of("p50", "p95", "max", "count")) {
            metrics.put("latency." + column, 1.0);
        }
        return new Report(
                "2026-11-21T12:00:00Z",
                Map.of("cores", "2"),
                Map.of("meetings", "3"),
                metrics,
                List.of(
                        new Second(1, false, 1, 1, 100, 0, 1, 2, 0.1, 1, 0.2, 1e8),
                        new Second(2, true, 3, 2, 300, 0.01, 1, p99, 0.1, 1, 0.2, 1e8)),
                List.of(
                        new ServerLook(0, 1, 2, 40, 100, 1e8, 5e7),
                        new ServerLook(5, 1, 2, 40, 100, 1e8, 5e7)),
                List.of(new Bucket(0, 100, 2), new Bucket(100, 200, 1)),
                Map.of("no <welcome>", 2),
                List.of(
                        Threshold.parse("latency.p99<3ms").judge(metrics),
                        Threshold.parse("loss<0.1%").judge(metrics)),
                List.of(),
                List.of());
    }
}
