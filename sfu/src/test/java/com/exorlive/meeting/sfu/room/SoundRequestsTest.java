package com.exorlive.meeting.sfu.room;

import static com.exorlive.meeting.sfu.wire.NetworkOrder.u16;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SoundRequestsTest {
    private static final String REPORT = "80c90001 00000001";
    private static final long MILLI = 1_000_000;

    private final List<Integer> again = new ArrayList<>();
    private final SoundMemory memory = new SoundMemory((packet, _) -> again.add(u16(packet, 2)));
    private final SoundRequests requests = new SoundRequests(memory);
    private long nowMillis = 1000;

    @Test
    void whatGotLostOnTheWayDownIsSentAgainAndNotAskedOfTheFarBrowser() {
        cameExcept(102);

        assertThat(passedOn(REPORT + nack("00670000"))).isEqualTo(REPORT);
        assertThat(again).containsExactly(103);
    }

    @Test
    void whatNeverCameIsAskedOfTheFarBrowserWithoutTheRest() {
        cameExcept(102, 105);

        // 101, 102, 103, 105, of which 102 and 105 never came.
        assertThat(passedOn(REPORT + nack("0065000b"))).isEqualTo(REPORT + nack("00660004"));
        assertThat(again).containsExactly(101, 103);
    }

    @Test
    void whatNeverCameIsAskedForTwiceHoweverOftenTheBrowserAsks() {
        cameExcept(102);
        List<Long> passed = new ArrayList<>();

        for (nowMillis = 1000; nowMillis < 2000; nowMillis += 20) {
            if (!passedOn(nack("00660000")).isEmpty()) {
                passed.add(nowMillis);
            }
        }

        assertThat(passed).containsExactly(1000L, 1100L);
    }

    @Test
    void aLineOnWhichEverySecondPacketIsLostIsNotFilledWithRequests() {
        cameExcept(102);
        int passed = 0;

        for (int sequence = 200; sequence < 1200; sequence++, nowMillis += 20) {
            if (sequence % 2 == 0) {
                came(sequence);
            } else if (!passedOn(nack("%04x0000".formatted(sequence))).isEmpty()) {
                passed++;
            }
        }

        assertThat(passed).isBetween(400, 440);
    }

    @Test
    void numbersGoRoundInWhatIsPassedOn() {
        came(65_533);
        came(1);

        assertThat(passedOn(nack("fffe0007"))).isEqualTo(nack("fffe0003").strip());
        assertThat(again).containsExactly(1);
    }

    @Test
    void whatIsAskedForInSeveralItemsStaysInAsMany() {
        cameExcept(102, 150);

        assertThat(passedOn("81cd0004 00000001 0a0b0c0d 00660000 00960000"))
                .isEqualTo("81cd0004 00000001 0a0b0c0d 00660000 00960000");
        assertThat(again).isEmpty();
    }

    @Test
    void requestsForPicturesAndEverythingElsePassAsTheyCame() {
        cameExcept(102);
        String pictures = "81cd0003 00000001 00000007 00650000";
        String wide = "8fcd0003 00000001 0a0b0c0d fffe8002";

        assertThat(passedOn(REPORT + " " + pictures + " " + wide))
                .isEqualTo(REPORT + " " + pictures + " " + wide);
        assertThat(passedOn(REPORT + " 81cd0009 00000001 0a0b0c0d 0065"))
                .isEqualTo(REPORT + " 81cd0009 00000001 0a0b0c0d 0065");
        assertThat(again).isEmpty();
    }

    @Test
    void nonsenseBreaksNothingAndNeverGrows() {
        long seed = 20261124;
        var random = new Random(seed);
        cameExcept(102);
        byte[] data = new byte[64];
        for (int i = 0; i < 100_000; i++) {
            random.nextBytes(data);
            data[0] = (byte) 0x81;
            data[1] = (byte) 205;
            data[2] = 0;
            data[3] = (byte) random.nextInt(17);
            System.arraycopy(bytes("0a0b0c0d"), 0, data, 8, 4);
            int length = random.nextInt(data.length + 1);

            assertThat(requests.answer(data, length, i * MILLI))
                    .as("seed %d", seed)
                    .isBetween(0, length);
        }
    }

    private void cameExcept(Integer... missing) {
        for (int sequence = 100; sequence < 160; sequence++) {
            if (!Arrays.asList(missing).contains(sequence)) {
                came(sequence);
            }
        }
    }

    private void came(int sequence) {
        byte[] packet = bytes("806f%04x 00000000 0a0b0c0d 01020304".formatted(sequence));
        memory.remember(packet, packet.length);
    }

    private String passedOn(String compound) {
        byte[] data = bytes(compound);
        int left = requests.answer(data, data.length, nowMillis * MILLI);
        String hex = HexFormat.of().formatHex(data, 0, left);
        return hex.replaceAll("(.{8})(?=.)", "$1 ");
    }

    private static String nack(String item) {
        return " 81cd0003 00000001 0a0b0c0d " + item;
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
