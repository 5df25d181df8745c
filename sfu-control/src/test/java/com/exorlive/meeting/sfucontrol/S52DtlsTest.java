package com.exorlive.meeting.sfucontrol;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.sfu.peer.TestPeer;
import com.exorlive.meeting.sfu.srtp.SrtpProfile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// S-52, as an independent client sees it (Debian's openssl): DTLS 1.2 with ECDHE, ECDSA and GCM;
/// SRTP by AES-GCM, or AES-CM with an 80-bit tag; no renegotiation.
class S52DtlsTest extends EmbeddedSfuCase {
    private static final String BOTH = "SRTP_AES128_CM_SHA1_80:SRTP_AEAD_AES_128_GCM";
    private static final List<String> OWN = List.of("-cert", "cert.pem", "-key", "key.pem");

    @TempDir Path folder;

    @Test
    void gcmIsChosenForKeysAndMedia() throws Exception {
        String said = shake("-dtls1_2 -use_srtp " + BOTH, "Q");

        assertThat(said)
                .contains("SRTP Extension negotiated, profile=SRTP_AEAD_AES_128_GCM")
                .containsPattern("Cipher is ECDHE-ECDSA-AES(128|256)-GCM-SHA")
                .contains("Protocol  : DTLSv1.2")
                .contains("Extended master secret: yes");
    }

    @Test
    void counterModeIsGivenToWhoHasNothingElse() throws Exception {
        assertThat(shake("-dtls1_2 -use_srtp SRTP_AES128_CM_SHA1_80", "Q"))
                .contains("SRTP Extension negotiated, profile=SRTP_AES128_CM_SHA1_80");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-dtls1_2 -use_srtp SRTP_AES128_CM_SHA1_32",
                "-dtls1_2",
                "-dtls1 -cipher ALL:@SECLEVEL=0 -use_srtp " + BOTH,
                "-dtls1_2 -cipher eNULL:@SECLEVEL=0 -use_srtp " + BOTH,
                "-dtls1_2 -cipher ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0 -use_srtp " + BOTH,
                "-dtls1_2 -cipher aRSA -use_srtp " + BOTH,
            })
    void lessIsRefused(String options) throws Exception {
        String said = shake(options, "");

        assertThat(said).contains("Cipher is (NONE)").doesNotContain("SRTP Extension negotiated");
        assertThat(sfu().counters().connectedLegs()).isZero();
    }

    @Test
    void whoShowsNoCertificateIsRefused() throws Exception {
        try (var client = new OpenSslClient(folder)) {
            Call call = join(client);
            client.shake(List.of("-dtls1_2", "-use_srtp", BOTH), "");

            var down = call.probe().awaitEvent(SfuEvent.MediaDown.class, Call.HOST);
            assertThat(down.reason()).isEqualTo(SfuEvent.DownReason.FINGERPRINT_MISMATCH);
        }
    }

    @Test
    void renegotiationIsNotTaken() throws Exception {
        String said = shake("-dtls1_2 -use_srtp " + BOTH, "R\nQ");

        assertThat(said).contains("RENEGOTIATING");
        assertThat(said.substring(said.indexOf("RENEGOTIATING"))).doesNotContain("verify return");
        assertThat(sfu().counters().lost()).containsEntry("fingerprint", 0L);
    }

    @Test
    void ourOwnClientGetsWhatItAsksForToo() throws Exception {
        for (SrtpProfile profile : SrtpProfile.PREFERENCE) {
            TestPeer host = new TestPeer(1, List.of(profile));
            Call.begin(sfu(), "own-" + profile.number(), host, peer(2)).close();
        }
    }

    private String shake(String options, String input) throws Exception {
        try (var client = new OpenSslClient(folder)) {
            join(client);
            List<String> all = new ArrayList<>(List.of(options.split(" ")));
            all.addAll(OWN);
            return client.shake(all, input);
        }
    }

    private Call join(OpenSslClient client) throws Exception {
        Call call = Call.open(sfu(), "meeting", peer(1), peer(2));
        call.probe().answerWith(Call.HOST, client::answer);
        call.join(Call.HOST);
        call.probe().await("ICE", client::isNominated);
        return call;
    }
}
