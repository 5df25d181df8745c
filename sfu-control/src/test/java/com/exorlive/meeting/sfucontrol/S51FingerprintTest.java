package com.exorlive.meeting.sfucontrol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.sfu.peer.TestPeer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// S-51: a certificate that the answer did not announce ends the transport within two seconds, and
/// nothing is forwarded.
class S51FingerprintTest extends EmbeddedSfuCase {
    private static final String OTHER = "AA:".repeat(31) + "AA";

    @Test
    void anotherCertificateThanAnnouncedEndsTheLegAndForwardsNothing() throws Exception {
        TestPeer host = peer(1);
        TestPeer impostor = peer(2);
        Call call = Call.open(sfu(), "meeting", host, impostor);
        call.join(Call.HOST);
        call.probe().awaitEvent(SfuEvent.MediaUp.class, Call.HOST);
        host.awaitConnected();
        call.probe()
                .answerWith(
                        Call.INVITEE,
                        offer ->
                                impostor.answer(offer)
                                        .replaceAll(
                                                "a=fingerprint:sha-256 .*\r\n",
                                                "a=fingerprint:sha-256 " + OTHER + "\r\n"));
        long startNanos = System.nanoTime();
        call.join(Call.INVITEE);

        var down = call.probe().awaitEvent(SfuEvent.MediaDown.class, Call.INVITEE);
        long tookNanos = System.nanoTime() - startNanos;
        host.sendRtp("1", 1, "for the impostor".getBytes(UTF_8));
        impostor.sendRaw(new byte[] {(byte) 0x80, 96, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3});

        assertThat(down.reason()).isEqualTo(SfuEvent.DownReason.FINGERPRINT_MISMATCH);
        assertThat(tookNanos).isLessThan(TimeUnit.SECONDS.toNanos(2));
        assertThat(sfu().counters().lost()).containsEntry("fingerprint", 1L);
        call.probe().await("the packet was dropped", () -> dropped("alone") > 0);
        assertThat(sfu().counters().forwardedPackets()).isZero();
    }
}
