package com.exorlive.meeting.sfu.sdp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The answers are those of real browsers to a real offer, with neutral numbers.
class AnswerReaderTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "chromium-inactive",
                "chromium-active",
                "firefox-inactive",
                "firefox-active"
            })
    void answersOfBrowsersFitTheOffer(String name) {
        Answer answer = accepted(fixture(name));

        assertThat(answer.fingerprint().value()).startsWith("A1:B2:A1");
        assertThat(answer.sources()).containsKeys("0", "3");
    }

    /// Chromium would never take what is told of the stream later.
    @ParameterizedTest
    @ValueSource(strings = {"inactive", "recvonly"})
    void aPictureWhoseRetransmissionsAreNotNamedYetIsNotNamedEither(String direction) {
        String silent = fixture("firefox-inactive").replace("a=inactive", "a=" + direction);

        Answer answer = accepted(silent);

        assertThat(answer.sources()).containsOnlyKeys("0", "3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chromium-inactive", "chromium-active", "firefox-active"})
    void theStreamsOfVideoAreAPictureAndItsRetransmissions(String name) {
        Answer answer = accepted(fixture(name));

        assertThat(answer.sources()).containsOnlyKeys("0", "1", "2", "3");
        assertThat(answer.sources().get("0").ssrcs()).hasSize(1);
        assertThat(answer.sources().get("1").ssrcs()).hasSize(2).doesNotHaveDuplicates();
        assertThat(answer.sources().get("1").cname()).isEqualTo(answer.sources().get("0").cname());
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "m=audio 9 UDP/TLS/RTP/SAVPF 111|m=audio 9 UDP/TLS/RTP/SAVPF 112|payload types",
                "SAVPF 96 97|SAVPF 97 96|preferred payload type",
                "SAVPF 96 97|SAVPF 96|payload types",
                "SAVPF 96 97|SAVPF 96 97 98|payload types",
                "m=video 9|m=video 0|rejected section",
                "m=video 9|m=audio 9|kind of media",
                "UDP/TLS/RTP/SAVPF 111|UDP/TLS/RTP/SAVP 111|transport protocol",
                "a=rtpmap:96 VP8/90000|a=rtpmap:96 H264/90000|meaning of a payload type",
                "a=mid:1|a=mid:7|MID",
                "BUNDLE 0 1 2 3|BUNDLE 0 1 2|not bundled",
                "a=setup:active|a=setup:passive|not the DTLS client",
                "a=rtcp-mux|a=nothing|no rtcp-mux",
                "a=extmap:3 http|a=extmap:9 http|header extension",
                "a=extmap:3 http|a=extmap:2 http|header extension",
                "a=fingerprint:sha-256|a=fingerprint:sha-1|no single SHA-256 fingerprint",
                "a=ssrc-group:FID|a=ssrc-group:FID 1|FID group"
            })
    void whatBreaksTheMirrorIsIncompatible(String from, String to, String why) {
        String answer = fixture("chromium-active");
        assertThat(answer).contains(from);

        assertThat(AnswerReader.read(answer.replace(from, to)))
                .isEqualTo(new AnswerResult.Incompatible(why));
    }

    @Test
    void oneSectionLessOrMoreIsIncompatible() {
        String answer = fixture("chromium-active");
        int last = answer.lastIndexOf("m=audio");

        assertThat(AnswerReader.read(answer.substring(0, last)))
                .isEqualTo(new AnswerResult.Incompatible("number of media sections"));
        assertThat(AnswerReader.read(answer + answer.substring(last)))
                .isEqualTo(new AnswerResult.Incompatible("number of media sections"));
    }

    @Test
    void twoCertificatesAreIncompatible() {
        String answer = fixture("chromium-active");
        int last = answer.lastIndexOf("A1:B2");
        String changed = answer.substring(0, last) + "A2" + answer.substring(last + 2);

        assertThat(AnswerReader.read(changed))
                .isEqualTo(new AnswerResult.Incompatible("more than one fingerprint"));
    }

    @Test
    void oneSsrcInTwoSectionsIsIncompatible() {
        String answer = fixture("chromium-active");
        List<Long> camera = accepted(answer).sources().get("1").ssrcs();
        List<Long> screen = accepted(answer).sources().get("2").ssrcs();
        String changed =
                answer.replace(String.valueOf(screen.get(0)), String.valueOf(camera.get(0)));

        assertThat(AnswerReader.read(changed))
                .isEqualTo(new AnswerResult.Incompatible("one SSRC in two sections"));
    }

    @Test
    void aMissingExtensionIsNotAMovedOne() {
        String answer = fixture("chromium-active");
        String without = answer.replaceAll("a=extmap:13[^\r]*\r\n", "");

        assertThat(AnswerReader.read(without)).isInstanceOf(AnswerResult.Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "v=0",
                "v=0\r\no=-\rm=audio",
                "v=0\r\n=x\r\n",
                "v=0\r\na=\u00e6\r\n",
                "v=0\r\na=x\u0000\r\n",
                "v=0\r\n\r\na=x\r\n"
            })
    void whatIsNoSdpIsRefused(String text) {
        assertThat(AnswerReader.read(text)).isNotInstanceOf(AnswerResult.Accepted.class);
    }

    @Test
    void everythingHasALimit() {
        String answer = fixture("chromium-active");

        assertThat(AnswerReader.read(answer + "a=x\r\n".repeat(1000)))
                .isEqualTo(new AnswerResult.Malformed());
        assertThat(AnswerReader.read(answer + "a=" + "x".repeat(2048) + "\r\n"))
                .isEqualTo(new AnswerResult.Malformed());
        assertThat(AnswerReader.read(answer + "x".repeat(SdpText.MAX_LENGTH)))
                .isEqualTo(new AnswerResult.Malformed());
        assertThat(AnswerReader.read(answer + "m=audio 9 X 1\r\n".repeat(5)))
                .isEqualTo(new AnswerResult.Malformed());
        assertThat(AnswerReader.read(answer + "a=candidate:1 1 udp 1 10.0.0.1 1\r\n".repeat(65)))
                .isEqualTo(new AnswerResult.Malformed());
    }

    /// Bare CR is the one line break that our own split does not see.
    @Test
    void aLineBreakInsideACnameDoesNotReachTheOtherOffer() {
        String answer = fixture("chromium-active");
        String cname = accepted(answer).sources().get("0").cname();

        assertThat(AnswerReader.read(answer.replace(cname, "x\ra=candidate:evil")))
                .isEqualTo(new AnswerResult.Malformed());
        assertThat(AnswerReader.read(answer.replace(cname, "two words")))
                .isEqualTo(new AnswerResult.Incompatible("CNAME"));
    }

    private static Answer accepted(String sdp) {
        AnswerResult result = AnswerReader.read(sdp);
        assertThat(result).isInstanceOf(AnswerResult.Accepted.class);
        return ((AnswerResult.Accepted) result).answer();
    }

    static String fixture(String name) {
        try (var in = AnswerReaderTest.class.getResourceAsStream("/answers/" + name + ".sdp")) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
