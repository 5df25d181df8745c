package com.exorlive.meeting.sfu.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.sfu.rtp.TransportFeedback;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// A leg reports on ten packets at a time; `+` came, `-` did not.
class LossReportsTest {
    private static final long MILLI = 1_000_000;
    private static final String REPORT = "80c90001" + "00000009";
    private static final String FIFTH = "++++-++++-";

    private final LossReports reports = new LossReports(new TransportFeedback(), new byte[3000]);
    private final TransportFeedback reader = new TransportFeedback();
    private long ms;
    private int sequence = 65_000;

    @Test
    void aBrowserIsNotToldOfWhatALineLosesWhateverIsSent() {
        assertThat(passedOn(1000, 40, FIFTH)).isEqualTo("++++-++++-");
        assertThat(passedOn(400, 60, FIFTH)).isEqualTo("++++ ++++");
    }

    @Test
    void itHearsLateThatTheyCame() {
        passedOn(1000, 40, FIFTH);
        passedOn(400, 60, FIFTH);

        String late = "";
        for (int i = 0; i < 10 && late.isEmpty(); i++) {
            late = passedOn(400, 1, FIFTH).replaceFirst("\\+{4} \\+{4} ?", "");
        }
        assertThat(late).matches("\\+{70,80}");
    }

    @Test
    void whatIsLostBeyondThatIsReported() {
        passedOn(1000, 40, FIFTH);
        passedOn(400, 60, FIFTH);

        String further = "";
        for (int i = 0; i < 20; i++) {
            further = passedOn(400, 1, "----++++++");
        }

        assertThat(further).contains("-").contains("++++++");
    }

    @Test
    void oneReportBecomesNoMoreThanTwelvePackets() {
        passedOn(1000, 40, FIFTH);
        passedOn(400, 60, FIFTH);

        String pieces = passedOn(400, 1, "+-".repeat(60));
        assertThat(pieces).startsWith("+ + + + + + + +-+-+-");
        // Those of the report, and what is told late.
        assertThat(pieces.split(" ")).hasSizeBetween(8, 8 + 4);
    }

    @Test
    void whereLessIsLostWhenLessIsSentEveryLossIsReported() {
        passedOn(1000, 40, FIFTH);
        assertThat(passedOn(400, 60, "++++++++++")).isEqualTo("++++++++++");
        assertThat(passedOn(400, 60, FIFTH)).isEqualTo(FIFTH);
    }

    @Test
    void whereAsMuchGetsThroughWhenLessIsSentEveryLossIsReported() {
        passedOn(1000, 40, "--++-++++-");
        assertThat(passedOn(700, 60, "++++++++-+")).isEqualTo("++++++++-+");
    }

    @Test
    void aPageThatWasLoadedAnewIsJudgedByWhatItSendsFromThen() {
        passedOn(1000, 40, FIFTH);
        sequence += 20_000;

        assertThat(passedOn(1000, 5, FIFTH)).isEqualTo(FIFTH);
    }

    @Test
    void whatElseIsInACompoundPacketGoesOnAsItCame() {
        passedOn(1000, 40, FIFTH);
        passedOn(400, 60, FIFTH);

        String message = report("+-++++++++");
        byte[] compound = Arrays.copyOf(HexFormat.of().parseHex(REPORT + message + REPORT), 1500);
        int length = REPORT.length() + message.length() / 2;
        int left = reports.withoutInherentLoss(compound, length, ms * MILLI);

        String passed = HexFormat.of().formatHex(compound, 0, left);
        assertThat(passed).startsWith(REPORT).endsWith(REPORT);
        assertThat(came(compound, 8, left - 8)).isEqualTo("+");
        int more = reports.next(compound);
        assertThat(came(compound, 0, more)).isEqualTo("++++++++");
        assertThat(reports.next(compound)).isZero();
    }

    @Test
    void whatIsMalformedGoesOnAsItCame() {
        for (String packet :
                new String[] {
                    REPORT + "8fcd", "8fcd00ff" + "00000009", "81ce0002" + "00000009" + "0a0b0c0d"
                }) {
            byte[] bytes = Arrays.copyOf(HexFormat.of().parseHex(packet), 1500);
            int length = reports.withoutInherentLoss(bytes, packet.length() / 2, 0);
            assertThat(HexFormat.of().formatHex(bytes, 0, length)).isEqualTo(packet);
        }
    }

    /// Sends at a rate, with a report each 100 ms of ten packets of a fitting size, so many times.
    ///
    /// @return what the last report became: its pieces
    private String passedOn(int kbits, int times, String pattern) {
        String passed = "";
        for (int i = 0; i < times; i++) {
            ms += 100;
            for (int packet = 0; packet < 10; packet++) {
                ByteBuffer rtp = ByteBuffer.allocate(kbits * 100 / 8 / 10);
                rtp.put((byte) 0x80).put((byte) 96);
                reports.onSent(rtp.array(), rtp.capacity());
            }
            byte[] bytes = Arrays.copyOf(HexFormat.of().parseHex(report(pattern)), 1500);
            int length = 4 + 4 * bytes[3];
            int left = reports.withoutInherentLoss(bytes, length, ms * MILLI);
            var pieces = new StringBuilder(came(bytes, 0, left));
            for (int more = reports.next(bytes); more > 0; more = reports.next(bytes)) {
                pieces.append(' ').append(came(bytes, 0, more));
            }
            passed = pieces.toString();
        }
        return passed;
    }

    private String came(byte[] bytes, int start, int end) {
        assertThat(reader.read(bytes, start, end)).isTrue();
        StringBuilder came = new StringBuilder();
        for (int i = 0; i < reader.count(); i++) {
            came.append(reader.isLost(i) ? '-' : '+');
        }
        return came.toString();
    }

    private String report(String pattern) {
        int came = (int) pattern.chars().filter(it -> it == '+').count();
        int chunks = (pattern.length() + 13) / 14;
        int length = (20 + 2 * chunks + came + 3) / 4 * 4;
        ByteBuffer message = ByteBuffer.allocate(length);
        message.put((byte) 0x8f).put((byte) 205).putShort((short) (length / 4 - 1));
        message.putInt(9).putInt(0x0a0b0c0d);
        message.putShort((short) sequence).putShort((short) pattern.length()).putInt(0);
        sequence = (sequence + pattern.length()) & 0xFFFF;
        for (int chunk = 0; chunk < chunks; chunk++) {
            int bits = 0x8000;
            for (int i = 0; i < 14 && 14 * chunk + i < pattern.length(); i++) {
                bits |= pattern.charAt(14 * chunk + i) == '+' ? 1 << (13 - i) : 0;
            }
            message.putShort((short) bits);
        }
        for (int i = 0; i < came; i++) {
            message.put((byte) 4);
        }
        return HexFormat.of().formatHex(message.array());
    }
}
