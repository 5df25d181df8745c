package com.exorlive.meeting.sfucontrol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.sfu.ice.IceCredentials;
import com.exorlive.meeting.sfu.ice.StunKey;
import com.exorlive.meeting.sfu.ice.StunMessage;
import com.exorlive.meeting.sfu.ice.StunWriter;
import com.exorlive.meeting.sfu.peer.ServerOffer;
import com.exorlive.meeting.sfu.peer.TestPeer;
import java.net.DatagramSocket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// S-55: nobody gets an answer to a check that the leg's password did not make, answers are no
/// longer than questions, and few. So the port can't be used to flood others.
class S55StunTest extends EmbeddedSfuCase {
    private final StunWriter writer = new StunWriter();
    private IceCredentials credentials;
    private DatagramSocket stranger;

    @BeforeEach
    void offer() throws Exception {
        TestPeer host = peer(1);
        Call call = Call.open(sfu(), "meeting", host, peer(2));
        String[] offered = new String[1];
        call.probe()
                .answerWith(
                        Call.HOST,
                        offer -> {
                            offered[0] = offer;
                            return "";
                        });
        call.join(Call.HOST);
        call.probe().await("offer", () -> offered[0] != null);
        credentials = ServerOffer.read(offered[0]).credentials();
        stranger = stranger();
    }

    @Test
    void aGenuineCheckIsAnsweredWithoutAmplification() throws Exception {
        int length = check(1, credentials.ufrag(), credentials.password());
        send(stranger, writer.array(), length);

        byte[] answer = receive(stranger).orElseThrow();

        assertThat(StunMessage.parse(answer, answer.length).orElseThrow().type())
                .isEqualTo(StunMessage.BINDING_SUCCESS);
        assertThat(answer.length).isLessThanOrEqualTo(length);
    }

    @Test
    void anotherPasswordGetsNoAnswer() throws Exception {
        send(stranger, writer.array(), check(1, credentials.ufrag(), "x".repeat(24)));

        assertThat(receive(stranger)).isEmpty();
        assertThat(dropped("check_forged")).isEqualTo(1);
    }

    @Test
    void noIntegrityGetsNoAnswer() throws Exception {
        writer.begin(StunMessage.BINDING_REQUEST, new byte[12])
                .username(credentials.ufrag() + ":peer")
                .controlling(1)
                .priority(1);
        send(stranger, writer.array(), writer.finishUnauthenticated());

        assertThat(receive(stranger)).isEmpty();
        assertThat(dropped("check_forged")).isEqualTo(1);
    }

    @Test
    void anUnknownNameGetsNoAnswer() throws Exception {
        send(stranger, writer.array(), check(1, "nobody", credentials.password()));

        assertThat(receive(stranger)).isEmpty();
        assertThat(dropped("check_stranger")).isEqualTo(1);
    }

    @Test
    void aPlainBindingRequestOfRfc5389GetsNoAnswer() throws Exception {
        writer.begin(StunMessage.BINDING_REQUEST, new byte[12]);
        send(stranger, writer.array(), writer.finishUnauthenticated());

        assertThat(receive(stranger)).isEmpty();
    }

    @Test
    void genuineChecksByTheThousandAreAnsweredRarely() throws Exception {
        int[] answered = {0};
        stranger.setSoTimeout(5);
        for (int i = 0; i < 2_000; i++) {
            send(stranger, writer.array(), check(i, credentials.ufrag(), credentials.password()));
            if (i % 20 == 0) {
                drain(answered);
            }
        }
        stranger.setSoTimeout(300);
        drain(answered);

        assertThat(answered[0]).isBetween(50, 400);
        assertThat(dropped("check_flood")).isGreaterThan(1_500);
    }

    @Test
    void forgedChecksByTheThousandCostFewHmacs() throws Exception {
        int length = check(1, credentials.ufrag(), "x".repeat(24));
        for (int i = 0; i < 2_000; i++) {
            send(stranger, writer.array(), length);
        }

        assertThat(receive(stranger)).isEmpty();
        assertThat(dropped("check_forged")).isBetween(50L, 400L);
        assertThat(dropped("check_flood")).isGreaterThan(1_500);
    }

    private void drain(int[] answered) throws Exception {
        while (receive(stranger).isPresent()) {
            answered[0]++;
        }
    }

    private int check(int transaction, String ufrag, String password) {
        byte[] id = Arrays.copyOf(ByteBuffer.allocate(4).putInt(transaction).array(), 12);
        writer.begin(StunMessage.BINDING_REQUEST, id)
                .username(ufrag + ":peer")
                .controlling(1)
                .priority(1);
        return writer.finish(new StunKey(password.getBytes(US_ASCII)));
    }
}
