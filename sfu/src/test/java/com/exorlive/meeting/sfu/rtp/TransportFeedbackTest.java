package com.exorlive.meeting.sfu.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TransportFeedbackTest {
    /// Of four packets from 5 on: two came after 1 and 3 ms, one is lost, one came 256 ms later.
    private static final String MESSAGE =
            "afcd0006 00000009 0a0b0c0d 00050004 00001007 d480 04 08 0400 0002";

    private final TransportFeedback feedback = new TransportFeedback();

    @Test
    void whatCameAndWhatDidNotIsRead() {
        assertThat(read(MESSAGE)).isTrue();

        assertThat(feedback.firstSequence()).isEqualTo(5);
        assertThat(feedback.count()).isEqualTo(4);
        assertThat(came()).isEqualTo("++-+");
    }

    @Test
    void aPartOfItIsAMessageOfItsOwnWithTheSameTimes() {
        read(MESSAGE);

        assertThat(written(0, 2))
                .isEqualTo(hex("8fcd0005 00000009 0a0b0c0d 00050002 00001007 2002 04 08"));
        // 1036 quarters of a millisecond are four times 64 ms and 3 ms.
        assertThat(written(3, 4))
                .isEqualTo(hex("8fcd0005 00000009 0a0b0c0d 00080001 00001407 4001 000c"));
    }

    @Test
    void runsAndVectorsOfBothKindsAreRead() {
        // Ten lost ones, two bits for seven, one bit for the last three.
        assertThat(
                        read(
                                "8fcd0007 00000009 0a0b0c0d ffff0014 00000000 000a"
                                        + " d480 b000 01 02 0003 04 05 00 00"))
                .isTrue();

        assertThat(came()).isEqualTo("----------++-+---++-");
    }

    @Test
    void whatIsWrittenIsWhatWasRead() {
        long seed = 20261123;
        var random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            byte[] message = message(random);
            assertThat(feedback.read(message, 0, message.length)).as("seed %d", seed).isTrue();
            String before = came();
            byte[] again = HexFormat.of().parseHex(written(0, feedback.count()));

            assertThat(TransportFeedback.isOne(again, 0, again.length)).isTrue();
            assertThat(feedback.read(again, 0, again.length)).as("seed %d", seed).isTrue();
            assertThat(came()).as("seed %d, round %d", seed, round).isEqualTo(before);
            assertThat(written(0, feedback.count())).isEqualTo(HexFormat.of().formatHex(again));
        }
    }

    @Test
    void whatIsCutOffOrNonsenseIsRefused() {
        byte[] whole = HexFormat.of().parseHex(hex(MESSAGE));
        for (int less = 3; less <= 6; less++) {
            assertThat(feedback.read(whole, 0, whole.length - less)).as("%d less", less).isFalse();
        }
        assertThat(read("8fcd0005 00000009 0a0b0c0d 00050002 00001007 6002 04 08"))
                .as("a reserved symbol")
                .isFalse();
        assertThat(read("8fcd0005 00000009 0a0b0c0d 00050002 00001007 0000 04 08"))
                .as("a run of none")
                .isFalse();
        assertThat(read("8fcd0004 00000009 0a0b0c0d 00050801 00001007 0801"))
                .as("too many packets")
                .isFalse();
    }

    @Test
    void nonsenseBreaksNothing() {
        long seed = 20261123;
        var random = new Random(seed);
        byte[] data = new byte[64];
        for (int i = 0; i < 100_000; i++) {
            random.nextBytes(data);
            data[14] &= 7;
            int end = 20 + random.nextInt(data.length - 20);
            if (feedback.read(data, 0, end)) {
                assertThat(written(0, feedback.count())).as("seed %d", seed).isNotEmpty();
            }
        }
    }

    @Test
    void onlyItsOwnFormatIsTakenForOne() {
        byte[] nack = HexFormat.of().parseHex(hex("81cd0004 00000009 0a0b0c0d 00050001 00001007"));
        assertThat(TransportFeedback.isOne(nack, 0, nack.length)).isFalse();
        byte[] one = HexFormat.of().parseHex(hex(MESSAGE));
        assertThat(TransportFeedback.isOne(one, 0, one.length)).isTrue();
        assertThat(TransportFeedback.isOne(one, 0, 19)).isFalse();
    }

    /// In runs, as browsers write it, with deltas of both sizes.
    private static byte[] message(Random random) {
        int runs = 1 + random.nextInt(12);
        byte[] data = new byte[1500];
        data[0] = (byte) 0x8f;
        data[1] = (byte) 205;
        int at = 20;
        int deltas = 20 + 2 * runs;
        int count = 0;
        for (int i = 0; i < runs; i++) {
            int symbol = random.nextInt(3);
            int run = 1 + random.nextInt(20);
            data[at++] = (byte) (symbol << 5);
            data[at++] = (byte) run;
            byte[] times = new byte[symbol * run];
            random.nextBytes(times);
            System.arraycopy(times, 0, data, deltas, times.length);
            deltas += times.length;
            count += run;
        }
        data[14] = (byte) (count >> 8);
        data[15] = (byte) count;
        return Arrays.copyOf(data, deltas);
    }

    private String came() {
        StringBuilder came = new StringBuilder();
        for (int i = 0; i < feedback.count(); i++) {
            came.append(feedback.isLost(i) ? '-' : '+');
        }
        return came.toString();
    }

    private String written(int first, int last) {
        byte[] to = new byte[4000];
        int length = feedback.write(first, last, to, 10, to.length);
        return HexFormat.of().formatHex(to, 10, 10 + length);
    }

    private boolean read(String message) {
        byte[] bytes = HexFormat.of().parseHex("ffff" + hex(message));
        return feedback.read(bytes, 2, bytes.length);
    }

    private static String hex(String spaced) {
        return spaced.replace(" ", "");
    }
}
