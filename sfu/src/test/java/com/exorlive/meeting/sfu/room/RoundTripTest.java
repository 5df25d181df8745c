package com.exorlive.meeting.sfu.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A sender report each second; the browser answers each after half a second, in a receiver report.
class RoundTripTest {
    private static final long MILLI = 1_000_000;
    private static final int HELD_MS = 500;

    private final RoundTrip roundTrip = new RoundTrip();
    private long ms = 1_000_000;
    private int stamp = 0xFFFF_FFF0;

    @Test
    void nothingIsKnownBeforeAnAnswer() {
        assertThat(isCalm()).isFalse();
        roundTrip.onSent(senderReport(1), 28, ms * MILLI);
        assertThat(isCalm()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 40, 400})
    void aWayThatIsAsLongAsEverIsCalm(int millis) {
        answers(5, millis);
        assertThat(isCalm()).isTrue();
    }

    @Test
    void packetsThatTakeLongerThanBeforeAreWaiting() {
        answers(20, 40);
        answers(10, 240);
        assertThat(isCalm()).isFalse();

        answers(10, 40);
        assertThat(isCalm()).isTrue();
    }

    @Test
    void oneLateAnswerIsNoNews() {
        answers(20, 40);
        answers(1, 400);
        assertThat(isCalm()).isTrue();
    }

    @Test
    void jitterOfFiftyMillisecondsEachWayIsNoQueue() {
        for (int i = 0; i < 30; i++) {
            answers(1, 100 + (i * 37) % 100);
        }
        assertThat(isCalm()).isTrue();
    }

    @Test
    void aLongWayThatIsNewIsBelievedAfterSomeMinutes() {
        answers(20, 40);
        answers(300, 240);
        assertThat(isCalm()).isTrue();
    }

    @Test
    void answersToWhatWasNotAskedOrThatStayAwaySayNothing() {
        answers(5, 40);
        ms += 10_000;
        assertThat(isCalm()).isFalse();

        byte[] stray = receiverReport(12_345, HELD_MS);
        roundTrip.onReceived(stray, stray.length, ms * MILLI);
        assertThat(isCalm()).isFalse();
    }

    @Test
    void whatIsMalformedSaysNothing() {
        for (int length = 0; length < 60; length++) {
            for (int type : new int[] {200, 201}) {
                byte[] packet = new byte[1500];
                packet[0] = (byte) 0x9F;
                packet[1] = (byte) type;
                packet[2] = (byte) 0xFF;
                roundTrip.onSent(packet, length, ms * MILLI);
                roundTrip.onReceived(packet, length, ms * MILLI);
            }
        }
        assertThat(isCalm()).isFalse();
    }

    private void answers(int count, int wayMs) {
        for (int i = 0; i < count; i++) {
            stamp += 65_536;
            byte[] report = senderReport(stamp);
            roundTrip.onSent(report, report.length, ms * MILLI);
            byte[] answer = receiverReport(stamp, HELD_MS);
            roundTrip.onReceived(answer, answer.length, (ms + HELD_MS + wayMs) * MILLI);
            ms += 1000;
        }
    }

    private boolean isCalm() {
        return roundTrip.isCalm(ms * MILLI);
    }

    private static byte[] senderReport(int stamp) {
        return ByteBuffer.allocate(28)
                .putInt(0x80C8_0006)
                .putInt(7)
                .putShort((short) 0xE000)
                .putInt(stamp)
                .putShort((short) 0x1234)
                .array();
    }

    /// Of two streams, the second of which heard the report; another packet is before it.
    private static byte[] receiverReport(int stamp, int heldMs) {
        ByteBuffer compound = ByteBuffer.allocate(12 + 8 + 48);
        compound.putInt(0x81CE_0002).putInt(9).putInt(7);
        compound.putInt(0x82C9_000D).putInt(9);
        compound.position(12 + 8 + 24 + 16);
        return compound.putInt(stamp).putInt(heldMs * 65_536 / 1000).array();
    }
}
