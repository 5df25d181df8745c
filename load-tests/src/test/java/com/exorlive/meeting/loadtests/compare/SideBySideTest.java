package com.exorlive.meeting.loadtests.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SideBySideTest {
    private static final long MIB = 1024 * 1024;

    @Test
    void medianAndRatioHaveTheNamesThatThresholdsAskFor() {
        var result =
                result(
                        List.of(slot(4, 1000), slot(6, 1000)),
                        List.of(slot(40, 1000), slot(50, 1000)));

        assertThat(result.faults()).isEmpty();
        assertThat(result.metrics())
                .containsEntry("sfu.cpu_us", 5.0)
                .containsEntry("janus.cpu_us_to_sfu", 9.0)
                .containsEntry("sfu.kib_per_meeting", 1024.0);
    }

    @Test
    void anotherLoadOnOneOfThemIsNoComparison() {
        var result =
                result(
                        List.of(slot(4, 1000), slot(4, 1000)),
                        List.of(slot(40, 1000), slot(40, 980)));

        assertThat(result.faults()).singleElement().asString().startsWith("janus was sent -2.0 %");
    }

    @Test
    void packetsThatCameChangedAreNoComparison() {
        var changed = new Slot(4, 0.1, 1, 2, 0, 3, 1000, 1000, 12 * MIB, 5, 0, 0, 0, nothing());

        assertThat(result(List.of(changed), List.of(slot(40, 1000))).faults())
                .containsExactly("3 packets came changed from sfu");
    }

    @Test
    void aGeneratorThatDidNotSendOrReadIsNoComparison() {
        var unsent = new Slot(4, 0.1, 1, 2, 0, 0, 1000, 1000, 12 * MIB, 5, 0.02, 0, 0, nothing());
        var unread = new Slot(4, 0.1, 1, 2, 0, 0, 1000, 1000, 12 * MIB, 5, 0, 0, 90, nothing());

        assertThat(result(List.of(unsent), List.of(unread)).faults()).hasSize(2);
    }

    @Test
    void theTableSaysHowManyTimesLessOrMore() {
        var result =
                result(
                        List.of(slot(4, 1000), slot(6, 1000)),
                        List.of(slot(40, 1000), slot(50, 1000)));
        var table = new ComparisonTable(result, Map.of("srtp", "GCM"));

        assertThat(table.text())
                .contains("5.00 (4.00–6.00)")
                .contains("CPU per packet, sfu to janus: 0.111 (0.100–0.120), or 1/9.0");
        assertThat(table.markdown()).contains("| sfu | janus |").contains("srtp: GCM");
        assertThat(table.html()).contains("<td>5.00 (4.00–6.00)");
    }

    private static SideBySide result(List<Slot> ours, List<Slot> theirs) {
        var slots = new LinkedHashMap<String, List<Slot>>();
        slots.put("sfu", ours);
        slots.put("janus", theirs);
        return new SideBySide(
                new Turns.Plan(2, ours.size(), 0, 3, 10),
                Map.of("sfu", 10 * MIB, "janus", 10 * MIB),
                slots);
    }

    private static Slot slot(double cpuMicros, double sent) {
        return new Slot(cpuMicros, 0.1, 1, 2, 0, 0, sent, sent, 12 * MIB, 5, 0, 0, 0, nothing());
    }

    private static Slot.AskedFor nothing() {
        return new Slot.AskedFor(0, 0, 0);
    }
}
