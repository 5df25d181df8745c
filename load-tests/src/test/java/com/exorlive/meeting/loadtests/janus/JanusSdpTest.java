package com.exorlive.meeting.loadtests.janus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.exorlive.meeting.sfu.sdp.Fingerprint;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JanusSdpTest {
    private static final String PRINT = "AB:".repeat(31) + "AB";

    /// What Janus 1.1.2 offers a subscriber, shortened.
    private static final String OFFER =
            String.join(
                    "\r\n",
                    "v=0",
                    "o=- 1 1 IN IP4 10.77.0.1",
                    "s=VideoRoom load-0",
                    "t=0 0",
                    "a=group:BUNDLE 0 1",
                    "a=ice-options:trickle",
                    "a=ice-lite",
                    "m=audio 9 UDP/TLS/RTP/SAVPF 111",
                    "c=IN IP4 10.77.0.1",
                    "a=sendonly",
                    "a=mid:0",
                    "a=rtcp-mux",
                    "a=ice-ufrag:abcd",
                    "a=ice-pwd:secretsecretsecretsecret",
                    "a=fingerprint:sha-256 " + PRINT,
                    "a=setup:actpass",
                    "a=rtpmap:111 opus/48000/2",
                    "a=ssrc:1111 cname:janus",
                    "a=candidate:1 1 udp 2015363327 10.77.0.1 58453 typ host",
                    "a=end-of-candidates",
                    "m=video 9 UDP/TLS/RTP/SAVPF 96 97",
                    "c=IN IP4 10.77.0.1",
                    "a=sendonly",
                    "a=mid:1",
                    "a=rtcp-mux",
                    "a=ice-ufrag:abcd",
                    "a=ice-pwd:secretsecretsecretsecret",
                    "a=fingerprint:sha-256 " + PRINT,
                    "a=setup:actpass",
                    "a=rtpmap:96 VP8/90000",
                    "a=ssrc-group:FID 2222 3333",
                    "a=ssrc:2222 cname:janus",
                    "a=candidate:1 1 udp 2015363327 10.77.0.1 58453 typ host",
                    "a=end-of-candidates",
                    "");

    private final JanusSdp sdp =
            new JanusSdp(
                    Fingerprint.parse("sha-256 " + PRINT).orElseThrow(),
                    new InetSocketAddress("10.77.0.1", 4000));

    @Test
    void whatJanusSaysOfItselfIsRead() {
        var remote = JanusSdp.read(OFFER);

        assertThat(remote.credentials().ufrag()).isEqualTo("abcd");
        assertThat(remote.credentials().password()).isEqualTo("secretsecretsecretsecret");
        assertThat(remote.address()).isEqualTo(new InetSocketAddress("10.77.0.1", 58453));
        assertThat(remote.videoSsrc()).hasValue(2222);
    }

    @Test
    void whoeverSaysNoCandidateIsRefused() {
        var silent = OFFER.replaceAll("a=candidate:[^\r]*\r\n", "");

        assertThatIllegalArgumentException().isThrownBy(() -> JanusSdp.read(silent));
    }

    @Test
    void theAnswerReceivesEverythingAsDtlsClient() {
        var answer = sdp.answer(OFFER);

        assertThat(answer.lines().filter("a=recvonly"::equals)).hasSize(2);
        assertThat(answer.lines().filter("a=setup:active"::equals)).hasSize(2);
        assertThat(answer)
                .contains("a=candidate:1 1 udp 2130706431 10.77.0.1 4000 typ host\r\n")
                .contains("a=ice-ufrag:peer\r\n")
                .doesNotContain("sendonly", "actpass", "abcd", "58453", "ssrc", "ice-lite");
    }

    @Test
    void theOfferPublishesTheStreamsThatAreSent() {
        var offer = sdp.offer(Map.of("0", List.of(7L), "1", List.of(8L, 9L)));

        assertThat(offer.lines().filter("a=sendonly"::equals)).hasSize(2);
        assertThat(offer.lines().filter("a=setup:active"::equals)).hasSize(2);
        assertThat(offer)
                .contains("a=ssrc:7 cname:", "a=ssrc-group:FID 8 9\r\n")
                .contains("m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n", "a=rtpmap:96 VP8/90000\r\n")
                .endsWith("\r\n");
    }
}
