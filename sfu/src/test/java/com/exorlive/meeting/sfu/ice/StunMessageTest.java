package com.exorlive.meeting.sfu.ice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// The messages of RFC 5769, and what is none.
class StunMessageTest {
    private static final StunKey KEY = new StunKey("VOkJxbRl1RmTxUk/WvJxBt".getBytes(UTF_8));

    private static final byte[] REQUEST =
            hex(
                    "000100582112a442b7e7a701bc34d686fa87dfae"
                            + "802200105354554e207465737420636c69656e74"
                            + "002400046e0001ff"
                            + "80290008932ff9b151263b36"
                            + "000600096576746a3a68367659202020"
                            + "000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2"
                            + "80280004e57a3bcf");

    private static final byte[] RESPONSE_IPV4 =
            hex(
                    "0101003c2112a442b7e7a701bc34d686fa87dfae"
                            + "8022000b7465737420766563746f7220"
                            + "002000080001a147e112a643"
                            + "000800142b91f599fd9e90c38c7489f92af9ba53f06be7d7"
                            + "80280004c07d4c96");

    private static final byte[] RESPONSE_IPV6 =
            hex(
                    "010100482112a442b7e7a701bc34d686fa87dfae"
                            + "8022000b7465737420766563746f7220"
                            + "002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9"
                            + "00080014a382954e4be67bf11784c97c8292c275bfe3ed41"
                            + "80280004c8fb0b4c");

    @Test
    void theSampleRequestIsReadAndProvesItsPassword() {
        StunMessage message = StunMessage.parse(REQUEST, REQUEST.length).orElseThrow();

        assertThat(message.type()).isEqualTo(StunMessage.BINDING_REQUEST);
        assertThat(message.receiverUfrag()).contains("evtj");
        assertThat(message.isFromControlled()).isTrue();
        assertThat(message.integrityMatches(KEY)).isTrue();
        assertThat(message.unknownRequired()).isNegative();
    }

    @Test
    void theSampleResponsesShowTheirAddresses() {
        StunMessage v4 = StunMessage.parse(RESPONSE_IPV4, RESPONSE_IPV4.length).orElseThrow();
        StunMessage v6 = StunMessage.parse(RESPONSE_IPV6, RESPONSE_IPV6.length).orElseThrow();

        assertThat(v4.integrityMatches(KEY)).isTrue();
        assertThat(v4.mappedAddress()).contains(new InetSocketAddress("192.0.2.1", 32853));
        assertThat(v6.integrityMatches(KEY)).isTrue();
        assertThat(v6.mappedAddress())
                .contains(new InetSocketAddress("2001:db8:1234:5678:11:2233:4455:6677", 32853));
    }

    @Test
    void whatIsWrittenIsRead() {
        var writer = new StunWriter();
        var address = new InetSocketAddress("2001:db8::1", 65535);
        writer.begin(StunMessage.BINDING_SUCCESS, new byte[12]).xorMappedAddress(address);
        int length = writer.finish(KEY);

        StunMessage message = StunMessage.parse(writer.array(), length).orElseThrow();

        assertThat(message.integrityMatches(KEY)).isTrue();
        assertThat(message.mappedAddress()).contains(address);
    }

    @Test
    void anotherPasswordDoesNotFit() {
        StunMessage message = StunMessage.parse(REQUEST, REQUEST.length).orElseThrow();

        assertThat(message.integrityMatches(new StunKey("another".getBytes(UTF_8)))).isFalse();
    }

    @Test
    void anyChangedByteIsNoticed() {
        for (int at = 0; at < REQUEST.length; at++) {
            byte[] changed = REQUEST.clone();
            changed[at] ^= 4;

            assertThat(
                            StunMessage.parse(changed, changed.length)
                                    .filter(message -> message.integrityMatches(KEY)))
                    .as("byte %d", at)
                    .isEmpty();
        }
    }

    @Test
    void everyShorterPieceIsMalformed() {
        for (int length = 0; length < REQUEST.length; length++) {
            assertThat(StunMessage.parse(Arrays.copyOf(REQUEST, length), length)).isEmpty();
        }
    }

    @Test
    void aMessageWithoutFingerprintIsNoIceCheck() {
        byte[] bare = Arrays.copyOf(REQUEST, REQUEST.length - 8);
        bare[3] = (byte) (bare[3] - 8);

        assertThat(StunMessage.parse(bare, bare.length)).isEmpty();
    }

    @Test
    void whatFollowsIntegrityIsNotSeen() {
        var writer = new StunWriter();
        writer.begin(StunMessage.BINDING_REQUEST, new byte[12]).username("a:b");
        writer.attribute(StunMessage.MESSAGE_INTEGRITY, new byte[20]).useCandidate();
        int length = writer.finishUnauthenticated();

        StunMessage message = StunMessage.parse(writer.array(), length).orElseThrow();

        assertThat(message.usesCandidate()).isFalse();
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
