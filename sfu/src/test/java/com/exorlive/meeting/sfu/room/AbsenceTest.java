package com.exorlive.meeting.sfu.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class AbsenceTest {
    private static final int CAMERA = 0x0a0b0c0d;
    private static final int MICROPHONE = 0x01020304;
    private static final long MILLI = 1_000_000;
    private static final String KEY_FRAME = "81ce0002" + "00000009" + "0a0b0c0d";
    private static final String REPORT = "80c90001" + "00000009";

    private final Absence absence = new Absence();

    @Test
    void whatWasSentIntoADeadLineIsNotAskedForButAKeyFrame() {
        talk(0, 1000);
        send(CAMERA, 96, 65_500, 100);
        absence.onHeard(20_000 * MILLI);

        assertThat(passedOn(20_050, nack(CAMERA, 65_530))).isEqualTo(KEY_FRAME);
        assertThat(passedOn(20_060, nack(CAMERA, 3))).isEmpty();
        assertThat(passedOn(20_500, REPORT + nack(CAMERA, 3) + REPORT))
                .isEqualTo(REPORT + KEY_FRAME + REPORT);
    }

    @Test
    void whatIsSentSinceIsAskedForAsEver() {
        talk(0, 1000);
        send(CAMERA, 96, 0, 100);
        absence.onHeard(20_000 * MILLI);
        send(CAMERA, 96, 100, 10);

        assertThat(passedOn(20_050, nack(CAMERA, 105))).isEqualTo(nack(CAMERA, 105));
    }

    @Test
    void whoWasNeverAwayGetsEverythingAgain() {
        talk(0, 5000);
        send(CAMERA, 96, 0, 100);
        absence.onHeard(5900 * MILLI);

        assertThat(passedOn(5900, nack(CAMERA, 50))).isEqualTo(nack(CAMERA, 50));
    }

    @Test
    void soundIsAskedForAgainAllTheSame() {
        talk(0, 1000);
        send(MICROPHONE, 111, 0, 100);
        absence.onHeard(20_000 * MILLI);

        assertThat(passedOn(20_050, nack(MICROPHONE, 50))).isEqualTo(nack(MICROPHONE, 50));
    }

    @Test
    void theAbsenceIsForgottenAfterTenSeconds() {
        talk(0, 1000);
        send(CAMERA, 96, 0, 100);
        talk(20_000, 30_100);

        assertThat(passedOn(30_100, nack(CAMERA, 50))).isEqualTo(nack(CAMERA, 50));
    }

    @Test
    void whatIsMalformedGoesOnAsItCame() {
        talk(0, 1000);
        send(CAMERA, 96, 0, 100);
        absence.onHeard(20_000 * MILLI);

        assertThat(passedOn(20_050, "81cd00ff" + "00000009")).isEqualTo("81cd00ff" + "00000009");
        assertThat(passedOn(20_050, "81cd0001" + "00000009")).isEqualTo("81cd0001" + "00000009");
        assertThat(passedOn(20_050, "81cd")).isEqualTo("81cd");
        assertThat(passedOn(20_050, nack(CAMERA, 5) + "81cd")).isEqualTo(KEY_FRAME + "81cd");
    }

    private void talk(long fromMs, long toMs) {
        for (long ms = fromMs; ms <= toMs; ms += 20) {
            absence.onHeard(ms * MILLI);
        }
    }

    private void send(int ssrc, int type, int first, int count) {
        for (int i = 0; i < count; i++) {
            ByteBuffer packet = ByteBuffer.allocate(20);
            packet.put((byte) 0x80).put((byte) type).putShort((short) (first + i));
            absence.onSent(packet.putInt(0).putInt(ssrc).array());
        }
    }

    private static String nack(int ssrc, int sequence) {
        return "81cd0003"
                + "00000009"
                + HexFormat.of().toHexDigits(ssrc)
                + HexFormat.of().toHexDigits((short) sequence)
                + "0000";
    }

    private String passedOn(long ms, String compound) {
        byte[] bytes = Arrays.copyOf(HexFormat.of().parseHex(compound), 1500);
        int length = absence.withoutThePast(bytes, compound.length() / 2, ms * MILLI);
        return HexFormat.of().formatHex(bytes, 0, length);
    }
}
