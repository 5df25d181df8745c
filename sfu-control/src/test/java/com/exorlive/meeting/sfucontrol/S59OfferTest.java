package com.exorlive.meeting.sfucontrol;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// S-59: what the server's offers tell. The browsers' own addresses never reach the other side:
/// candidates of answers go nowhere. (Relay only is the web client's.)
class S59OfferTest {
    private static final String PUBLIC = "192.0.2.7";

    @Test
    void theAnnouncedAddressIsTheOnlyOne() throws Exception {
        for (String line : offer().lines().toList()) {
            if (line.startsWith("a=candidate:")) {
                assertThat(line).matches("a=candidate:1 1 udp \\d+ " + PUBLIC + " \\d+ typ host");
            } else if (line.startsWith("c=")) {
                assertThat(line).isEqualTo("c=IN IP4 " + PUBLIC);
            } else if (line.startsWith("o=")) {
                assertThat(line).matches("o=- \\d{1,19} 1 IN IP4 0\\.0\\.0\\.0");
            } else {
                assertThat(line).doesNotContain("127.0.0.1").doesNotContain(PUBLIC);
            }
        }
    }

    @Test
    void neitherHostNorSoftwareIsNamed() throws Exception {
        String offer = offer();

        assertThat(offer)
                .doesNotContain(InetAddress.getLocalHost().getHostName())
                .doesNotContainIgnoringCase("netty")
                .doesNotContainIgnoringCase("exorlive")
                .doesNotContainIgnoringCase("java")
                .contains("s=-\r\n")
                .doesNotContain("a=tool");
    }

    @Test
    void nothingButTheCertificateIsTheSameInTwoOffers() throws Exception {
        List<String> differing = new ArrayList<>();
        String first = offer();
        String second = offer();
        for (String name : List.of("o=", "a=ice-ufrag:", "a=ice-pwd:")) {
            if (!line(first, name).equals(line(second, name))) {
                differing.add(name);
            }
        }
        assertThat(differing).containsExactly("o=", "a=ice-ufrag:", "a=ice-pwd:");
    }

    private static String line(String sdp, String prefix) {
        return sdp.lines().filter(line -> line.startsWith(prefix)).findFirst().orElseThrow();
    }

    private static String offer() throws Exception {
        var settings =
                new EmbeddedSfuSettings(
                        InetAddress.getLoopbackAddress(),
                        0,
                        1,
                        List.of(InetAddress.getByName(PUBLIC)));
        try (var sfu = EmbeddedSfu.start(settings, InstantSource.system())) {
            var probe = new RoomProbe();
            var room = sfu.open(new SfuRoomId("room"), probe);
            probe.attach(room);
            probe.answerWith(Call.HOST, "");
            probe.join(Call.HOST);
            return probe.awaitEvent(SfuEvent.Describe.class, Call.HOST).description().sdp();
        }
    }
}
