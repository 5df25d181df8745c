package com.exorlive.meeting.loadtests.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdTest {
    @ParameterizedTest
    @CsvSource({
        "latency.p99<5ms, 5",
        "latency.p99 < 300us, 0.3",
        "join.p95<=2s, 2000",
        "loss<0.1%, 0.001",
        "server.rss<512MiB, 536870912",
        "failures==0, 0"
    })
    void unitsBecomeThoseOfTheMetrics(String text, double limit) {
        assertThat(Threshold.parse(text).limit())
                .isCloseTo(limit, org.assertj.core.data.Offset.offset(1e-9));
    }

    @ParameterizedTest
    @CsvSource({
        "x<5, 4.9, true",
        "x<5, 5, false",
        "x<=5, 5, true",
        "x>5, 5, false",
        "x>=5, 5, true",
        "x==5, 5, true",
        "x==5, 6, false"
    })
    void aLimitIsKeptOrNot(String text, double value, boolean isKept) {
        assertThat(Threshold.parse(text).judge(Map.of("x", value)).isKept()).isEqualTo(isKept);
    }

    @Test
    void whatWasNotMeasuredIsNotKept() {
        var verdict = Threshold.parse("latency.p99<5ms").judge(Map.of());

        assertThat(verdict.isKept()).isFalse();
        assertThat(verdict.value()).isNaN();
    }

    @ParameterizedTest
    @CsvSource({"latency.p99", "latency.p99<fast", "latency.p99<5 weeks", "<5ms", "loss=<1%"})
    void whatIsNoThresholdIsRefused(String text) {
        assertThatThrownBy(() -> Threshold.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
