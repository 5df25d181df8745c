package com.exorlive.meeting.sfu.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OfferWriterTest {
    private static final Fingerprint FINGERPRINT = Fingerprint.ofCertificate(new byte[] {1});

    @Test
    void thereAreFourBundledSectionsFromTheStart() throws Exception {
        List<String> lines = lines(offer(Direction.INACTIVE, Map.of()));

        assertThat(lines).contains("a=group:BUNDLE 0 1 2 3", "a=ice-lite");
        assertThat(lines.stream().filter(line -> line.startsWith("m=")))
                .containsExactly(
                        "m=audio 10000 UDP/TLS/RTP/SAVPF 111",
                        "m=video 10000 UDP/TLS/RTP/SAVPF 96 97",
                        "m=video 10000 UDP/TLS/RTP/SAVPF 96 97",
                        "m=audio 10000 UDP/TLS/RTP/SAVPF 111");
        assertThat(lines.stream().filter("a=setup:actpass"::equals)).hasSize(4);
        assertThat(lines.stream().filter("a=rtcp-rsize"::equals)).hasSize(4);
    }

    @Test
    void aloneEverySectionIsInactive() throws Exception {
        List<String> lines = lines(offer(Direction.INACTIVE, Map.of()));

        assertThat(lines.stream().filter("a=inactive"::equals)).hasSize(4);
        assertThat(lines).doesNotContain("a=sendrecv");
    }

    @Test
    void withAPeerItsStreamsAreNamed() throws Exception {
        var camera = new MediaSources(List.of(11L, 4_294_967_295L), "{cname}");
        List<String> lines = lines(offer(Direction.SENDRECV, Map.of("1", camera)));

        assertThat(lines.stream().filter("a=sendrecv"::equals)).hasSize(4);
        assertThat(lines)
                .containsSubsequence(
                        "a=mid:1",
                        "a=msid:main camera",
                        "a=ssrc-group:FID 11 4294967295",
                        "a=ssrc:11 cname:{cname}",
                        "a=ssrc:4294967295 cname:{cname}",
                        "m=video 10000 UDP/TLS/RTP/SAVPF 96 97");
    }

    /// Chromium shows no picture of an SSRC that was gone from an offer and is back in the
    /// next one.
    @Test
    void whoIsAwayForAWhileIsStillNamed() throws Exception {
        var camera = new MediaSources(List.of(11L), "{cname}");
        List<String> lines = lines(offer(Direction.SENDONLY, Map.of("1", camera)));

        assertThat(lines.stream().filter("a=sendonly"::equals)).hasSize(4);
        assertThat(lines)
                .containsSubsequence("a=mid:1", "a=msid:main camera", "a=ssrc:11 cname:{cname}");
    }

    @Test
    void everyAnnouncedAddressIsACandidateInOrder() throws Exception {
        List<String> lines = lines(offer(Direction.INACTIVE, Map.of()));

        assertThat(lines)
                .contains("c=IN IP4 192.0.2.1")
                .containsSubsequence(
                        "a=candidate:1 1 udp 2130706431 192.0.2.1 10000 typ host",
                        "a=candidate:2 1 udp 2130706175 2001:db8:0:0:0:0:0:1 10000 typ host",
                        "a=end-of-candidates");
    }

    /// What a server can read of one frame format it can't of another, so there is no other.
    @Test
    void nothingButVp8WithItsRepeatsAndOpusIsInAnyOffer() throws Exception {
        for (Direction direction : Direction.values()) {
            var camera = new MediaSources(List.of(11L, 12L), "cname");
            List<String> lines = lines(offer(direction, Map.of("1", camera)));

            assertThat(lines.stream().filter(line -> line.startsWith("a=rtpmap:")).distinct())
                    .containsExactlyInAnyOrder(
                            "a=rtpmap:111 opus/48000/2",
                            "a=rtpmap:96 VP8/90000",
                            "a=rtpmap:97 rtx/90000");
            assertThat(lines).contains("a=fmtp:97 apt=96");
            assertThat(lines.stream().filter(line -> line.startsWith("m=")))
                    .allMatch(line -> line.endsWith(" 111") || line.endsWith(" 96 97"));
        }
    }

    /// Else the lengths and the gaps of encrypted packets tell what is said.
    @Test
    void soundIsAskedForAtAConstantRateWithoutPauses() throws Exception {
        List<String> lines = lines(offer(Direction.SENDRECV, Map.of()));

        assertThat(lines.stream().filter(line -> line.startsWith("a=fmtp:111 ")))
                .hasSize(2)
                .allSatisfy(
                        line ->
                                assertThat(line.substring("a=fmtp:111 ".length()).split(";", -1))
                                        .contains("cbr=1", "usedtx=0"));
    }

    /// Firefox refuses other streams of a section once it saw a MID on one of them.
    @Test
    void videoHasNoMidExtension() throws Exception {
        String video = offer(Direction.INACTIVE, Map.of()).split("m=video", -1)[1];

        assertThat(video).doesNotContain("sdes:mid");
    }

    /// Else a large first picture is dropped, and the other is seen later.
    @Test
    void picturesBeginAtARateThatCarriesTheFirstOfThem() throws Exception {
        String[] video = offer(Direction.INACTIVE, Map.of()).split("m=video", -1);

        assertThat(video).hasSize(3);
        assertThat(video[1]).contains("a=fmtp:96 x-google-start-bitrate=600\r\n");
        assertThat(video[2]).contains("a=fmtp:96 x-google-start-bitrate=600\r\n");
    }

    @Test
    void twoOffersDifferOnlyInIceSessionAndStreams() throws Exception {
        List<String> one = lines(offer(Direction.SENDRECV, Map.of()));
        List<String> other =
                lines(
                        OfferWriter.write(
                                new Offer(
                                        99,
                                        7,
                                        "other",
                                        "q".repeat(24),
                                        FINGERPRINT,
                                        addresses(),
                                        Direction.SENDRECV,
                                        Map.of())));

        assertThat(one.stream().filter(OfferWriterTest::isShared))
                .containsExactlyElementsOf(
                        other.stream().filter(OfferWriterTest::isShared).toList());
    }

    @Test
    void everyLineEndsInCrlf() throws Exception {
        String sdp = offer(Direction.SENDRECV, Map.of());

        assertThat(sdp).endsWith("\r\n");
        assertThat(sdp.replace("\r\n", "")).doesNotContain("\r", "\n");
    }

    @Test
    void wordsThatAreNoneCantBecomeAnOffer() {
        assertThatThrownBy(() -> new MediaSources(List.of(1L), "x\r\na=y"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MediaSources(List.of(-1L), "x"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AnnouncedAddress(InetAddress.getByName("0.0.0.0"), 10_000))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static boolean isShared(String line) {
        return !line.startsWith("o=") && !line.startsWith("a=ice-");
    }

    private static String offer(Direction direction, Map<String, MediaSources> sources)
            throws UnknownHostException {
        return OfferWriter.write(
                new Offer(
                        5,
                        1,
                        "ufrag",
                        "p".repeat(24),
                        FINGERPRINT,
                        addresses(),
                        direction,
                        sources));
    }

    private static List<AnnouncedAddress> addresses() throws UnknownHostException {
        return List.of(
                new AnnouncedAddress(InetAddress.getByName("192.0.2.1"), 10_000),
                new AnnouncedAddress(InetAddress.getByName("2001:db8::1"), 10_000));
    }

    private static List<String> lines(String sdp) {
        return Arrays.asList(sdp.split("\r\n", -1));
    }
}
