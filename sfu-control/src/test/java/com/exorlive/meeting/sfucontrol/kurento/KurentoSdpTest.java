package com.exorlive.meeting.sfucontrol.kurento;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.sfucontrol.SfuEvent.RefusalReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KurentoSdpTest {
    private static final String SESSION =
            """
            v=0
            o=- 1 1 IN IP4 0.0.0.0
            s=Kurento Media Server
            t=0 0
            a=group:BUNDLE audio0 video0
            """;
    private static final String AUDIO =
            """
            m=audio 1 UDP/TLS/RTP/SAVPF 96 0
            c=IN IP4 0.0.0.0
            a=mid:audio0
            a=rtpmap:96 opus/48000/2
            a=rtpmap:0 PCMU/8000
            a=setup:actpass
            a=ssrc:11 cname:user1
            """;
    private static final String VIDEO =
            """
            m=video 1 UDP/TLS/RTP/SAVPF 97 98
            c=IN IP4 0.0.0.0
            a=mid:video0
            a=rtpmap:97 H264/90000
            a=fmtp:97 level-asymmetry-allowed=1
            a=rtcp-fb:97 nack
            a=rtpmap:98 VP8/90000
            a=rtcp-fb:98 nack pli
            a=extmap:3 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time
            a=ssrc:12 cname:user1
            """;
    private static final String ANSWER =
            """
            v=0
            o=- 2 2 IN IP4 0.0.0.0
            s=-
            t=0 0
            a=group:BUNDLE 0 1
            a=fingerprint:sha-256 AA
            a=ice-ufrag:u
            a=ice-pwd:p
            m=audio 9 UDP/TLS/RTP/SAVPF 96
            a=mid:0
            a=rtpmap:96 opus/48000/2
            a=candidate:1 1 udp 1 10.0.0.1 5000 typ host
            m=video 9 UDP/TLS/RTP/SAVPF 98
            a=mid:1
            a=rtpmap:98 VP8/90000
            a=end-of-candidates
            """;

    private static String sdp(String... parts) {
        return String.join("", parts).replace("\n", "\r\n");
    }

    private static KurentoOffer offer(Purpose purpose) {
        return KurentoOffer.of(sdp(SESSION, AUDIO, VIDEO), purpose).orElseThrow();
    }

    @Test
    void thePageIsOfferedOpusAndVp8AndNothingElse() {
        var sdp = offer(Purpose.CAMERA).sdp();

        assertThat(sdp)
                .contains("m=audio 1 UDP/TLS/RTP/SAVPF 96\r\n")
                .contains("m=video 1 UDP/TLS/RTP/SAVPF 98\r\n")
                .contains("a=rtcp-fb:98 nack pli\r\n")
                .contains("a=ssrc:12 cname:user1\r\n")
                .doesNotContain("PCMU", "H264", "a=fmtp:97", "a=rtcp-fb:97");
    }

    @Test
    void sectionsAreNamedAsPagesKnowThem() {
        assertThat(offer(Purpose.CAMERA).sdp())
                .contains("a=group:BUNDLE 0 1\r\n", "a=mid:0\r\n", "a=mid:1\r\n");
        assertThat(offer(Purpose.SCREEN).sdp())
                .contains("a=group:BUNDLE 3 2\r\n", "a=mid:3\r\n", "a=mid:2\r\n");
        assertThat(offer(Purpose.SCREEN).ourMid("video0")).isEqualTo("2");
        assertThat(offer(Purpose.SCREEN).theirMid("3")).contains("audio0");
        assertThat(offer(Purpose.SCREEN).index("2", Purpose.SCREEN)).isEqualTo(1);
    }

    @Test
    void aKurentoWithoutOurCodecsIsNoUse() {
        assertThat(
                        KurentoOffer.of(
                                sdp(SESSION, AUDIO, VIDEO.replace("VP8", "VP9")), Purpose.CAMERA))
                .isEmpty();
        assertThat(KurentoOffer.of(sdp(SESSION, AUDIO), Purpose.CAMERA)).isEmpty();
        assertThat(KurentoOffer.of(sdp(SESSION, AUDIO, AUDIO), Purpose.CAMERA)).isEmpty();
        assertThat(KurentoOffer.of("garbage", Purpose.CAMERA)).isEmpty();
    }

    @Test
    void anAnswerGetsKurentosNamesBackAndTellsNoAddress() {
        assertThat(offer(Purpose.CAMERA).answered(sdp(ANSWER)))
                .isInstanceOfSatisfying(
                        KurentoOffer.Answered.Taken.class,
                        taken ->
                                assertThat(taken.sdp())
                                        .contains("a=group:BUNDLE audio0 video0\r\n")
                                        .contains("a=mid:audio0\r\n", "a=mid:video0\r\n")
                                        .doesNotContain("candidate", "10.0.0.1"));
    }

    @Test
    void anAnswerThatRejectsASectionIsNotHandedOn() {
        assertIncompatible(ANSWER.replace("m=video 9", "m=video 0"));
        assertIncompatible(ANSWER.replace("m=audio 9", "m=audio 0"));
    }

    @Test
    void anAnswerInAnotherCodecIsNotHandedOn() {
        assertIncompatible(ANSWER.replace("VP8/90000", "AV1/90000"));
        assertIncompatible(ANSWER.replace("SAVPF 98", "SAVPF 98 97"));
        assertIncompatible(ANSWER.replace("a=fingerprint:sha-256 AA\n", ""));
        assertIncompatible(ANSWER.replace("a=mid:1", "a=mid:2"));
    }

    private static void assertIncompatible(String answer) {
        assertThat(offer(Purpose.CAMERA).answered(sdp(answer)))
                .isEqualTo(new KurentoOffer.Answered.Refused(RefusalReason.INCOMPATIBLE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not SDP", "v=0\r\nx\r\n", "v=0\nm=audio 9 a b\n"})
    void whatIsNotSdpIsMalformed(String text) {
        assertThat(offer(Purpose.CAMERA).answered(text))
                .isEqualTo(new KurentoOffer.Answered.Refused(RefusalReason.MALFORMED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "candidate:1 1 udp 1 8.8.4.4 50000 typ srflx raddr 0.0.0.0 rport 0",
                "candidate:1 1 UDP 2130706431 2a00:1450:4010::8a 50000 typ host"
            })
    void kurentoIsToldOfPublicAddresses(String line) {
        assertThat(PageCandidate.isToldTo(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "candidate:1 1 udp 1 127.0.0.1 6379 typ host",
                "candidate:1 1 udp 1 169.254.169.254 8080 typ host",
                "candidate:1 1 udp 1 10.0.0.7 8888 typ host",
                "candidate:1 1 udp 1 192.168.1.1 5000 typ host",
                "candidate:1 1 udp 1 100.64.0.1 5000 typ host",
                "candidate:1 1 udp 1 0.0.0.0 5000 typ host",
                "candidate:1 1 udp 1 255.255.255.255 5000 typ host",
                "candidate:1 1 udp 1 239.1.1.1 5000 typ host",
                "candidate:1 1 udp 1 ::1 5000 typ host",
                "candidate:1 1 udp 1 ::ffff:10.0.0.7 5000 typ host",
                "candidate:1 1 udp 1 fe80::1 5000 typ host",
                "candidate:1 1 udp 1 fd00::1 5000 typ host",
                "candidate:1 1 udp 1 64:ff9b::a00:7 5000 typ host",
                "candidate:1 1 udp 1 2002:a00:7::1 5000 typ host",
                "candidate:1 1 udp 1 8.8.4.4 53 typ host",
                "candidate:1 1 tcp 1 8.8.4.4 50000 typ host",
                "candidate:1 1 udp 1 redis.internal 6379 typ host",
                "candidate:1 1 udp 1 0123.1.1.1 50000 typ host",
                "candidate:1 1 udp 1 8.8.4.4 50000 typ host\r\na=x",
                ""
            })
    void s58KurentoIsNeverToldOfPrivateAddresses(String line) {
        assertThat(PageCandidate.isToldTo(line)).isFalse();
    }
}
