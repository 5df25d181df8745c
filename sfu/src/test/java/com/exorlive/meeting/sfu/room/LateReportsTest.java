package com.exorlive.meeting.sfu.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.sfu.rtp.TransportFeedback;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Reports come each 250 ms, each about ten packets.
class LateReportsTest {
    private static final long MILLI = 1_000_000;
    private static final int EACH_MS = 250;

    private final LateReports late = new LateReports();
    private final TransportFeedback like = new TransportFeedback();
    private final TransportFeedback reader = new TransportFeedback();
    private final byte[] bytes = new byte[3000];
    private long ms;
    private int sequence = 65_500;

    LateReportsTest() {
        byte[] report =
                HexFormat.of().parseHex("8fcd0005000000090a0b0c0d0005000200001007200204080000");
        assertThat(like.read(report, 0, report.length)).isTrue();
    }

    @Test
    void everyPacketIsToldOfOnceAndNoEarlierThanAfterOneAndAHalfSeconds() {
        report();
        int from = sequence;
        List<Integer> told = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            report();
            for (int one : told()) {
                told.add(one);
                assertThat((sequence - one) / 10 * EACH_MS).isBetween(1500, 2500);
            }
        }

        assertThat(told).hasSizeGreaterThan(3800).doesNotHaveDuplicates();
        assertThat(told.getFirst()).isEqualTo(from);
        assertThat(told.getLast() - told.getFirst()).isEqualTo(told.size() - 1);
    }

    @Test
    void whatWasToldToBeLostStaysLost() {
        report();
        int lost = sequence + 13;
        List<Integer> told = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            report();
            if (i == 1) {
                late.setToldLost(lost, true);
            }
            told.addAll(told());
        }

        assertThat(told).contains(lost - 1, lost + 1).doesNotContain(lost);
    }

    @Test
    void packetsWhoseReportWasLostAreToldOfAsWell() {
        report();
        int unreported = sequence;
        sequence += 10;
        List<Integer> told = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            report();
            told.addAll(told());
        }

        assertThat(told).contains(unreported, unreported + 9);
    }

    @Test
    void afterAResetOrAJumpNothingFromBeforeIsToldOf() {
        for (int i = 0; i < 5; i++) {
            report();
        }
        late.reset();
        int from = sequence;
        List<Integer> told = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            report();
            told.addAll(told());
        }
        assertThat(told).isNotEmpty().allMatch(it -> it > from);

        sequence += 20_000;
        report();
        assertThat(told()).isEmpty();
    }

    @Test
    void theyCameWhenTheLastOfTheReportDid() {
        report();
        int end = 0;
        for (int i = 0; i < 20 && end == 0; i++) {
            report();
            end = late.write(like, ms * MILLI, bytes, 0, bytes.length);
        }

        // The first of 64 ms each, and 12 quarters of a millisecond more: those of the report.
        assertThat(HexFormat.of().formatHex(bytes, 16, 19)).isEqualTo("000010");
        int firstDelta = 22;
        assertThat(bytes[firstDelta]).isEqualTo((byte) 12);
        assertThat(end).isPositive().matches(it -> it % 4 == 0);
    }

    @Test
    void itFitsIntoAPacketHoweverMuchIsSent() {
        late.onReport(0, 0);
        for (int i = 1; i < 9; i++) {
            ms += 500;
            late.onReport(1500 * i, ms * MILLI);
            int end = late.write(like, ms * MILLI, bytes, 0, bytes.length);
            assertThat(end).isLessThan(1100);
        }
        assertThat(late.write(like, (ms + 800) * MILLI, bytes, 0, 100)).isZero();
    }

    private void report() {
        ms += EACH_MS;
        sequence += 10;
        late.onReport((sequence - 1) & 0xFFFF, ms * MILLI);
    }

    /// Numbers go on after 65,535.
    private List<Integer> told() {
        int end = late.write(like, ms * MILLI, bytes, 0, bytes.length);
        List<Integer> told = new ArrayList<>();
        for (int at = 0; at < end; at += 4 + 4 * (bytes[at + 3] & 0xFF)) {
            int length = 4 + 4 * (((bytes[at + 2] & 0xFF) << 8) | (bytes[at + 3] & 0xFF));
            assertThat(reader.read(bytes, at, at + length)).isTrue();
            for (int i = 0; i < reader.count(); i++) {
                assertThat(reader.isLost(i)).isFalse();
                told.add(sequence + (short) (reader.firstSequence() + i - sequence));
            }
        }
        return told;
    }
}
