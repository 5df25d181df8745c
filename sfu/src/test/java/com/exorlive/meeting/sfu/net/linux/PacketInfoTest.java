package com.exorlive.meeting.sfu.net.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Against the bytes that Linux has on a little-endian processor: `struct cmsghdr` with
/// `struct in_pktinfo` or `struct in6_pktinfo`.
class PacketInfoTest {
    private static final long AT = 16;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment memory = arena.allocate(128, 8);
    private final PacketInfo four = new PacketInfo(false);
    private final PacketInfo six = new PacketInfo(true);

    @AfterEach
    void free() {
        arena.close();
    }

    @Test
    void anAddressOfIpv4IsWrittenWithNoInterface() {
        write(four, "192.0.2.7");

        assertThat(bytes(four))
                .isEqualTo(
                        "1c00000000000000"
                                + "00000000"
                                + "08000000"
                                + "00000000"
                                + "c0000207"
                                + "00000000"
                                + "00000000");
    }

    @Test
    void anAddressOfIpv6IsWrittenWithNoInterface() {
        write(six, "2001:db8::7");

        assertThat(bytes(six))
                .isEqualTo(
                        "2400000000000000"
                                + "29000000"
                                + "32000000"
                                + "20010db8000000000000000000000007"
                                + "00000000"
                                + "00000000");
    }

    @Test
    void anAddressOfIpv4IsMappedIntoASocketOfIpv6() {
        write(six, "192.0.2.7");

        assertThat(bytes(six)).contains("00000000000000000000ffffc0000207");
        assertThat(six.read(memory, AT)).isEqualTo(InetAddress.ofLiteral("192.0.2.7"));
    }

    @Test
    void anAddressOfIpv6IsNoneOfASocketOfIpv4() {
        assertThat(four.write(InetAddress.ofLiteral("2001:db8::7"), memory, AT)).isFalse();
    }

    @Test
    void theAddressToAnswerFromIsReadNotTheOneInTheHeader() {
        put("1c00000000000000" + "00000000" + "08000000" + "02000000" + "c0000207" + "c00002ff");

        assertThat(four.isAt(memory, AT, four.space())).isTrue();
        assertThat(four.read(memory, AT)).isEqualTo(InetAddress.ofLiteral("192.0.2.7"));
    }

    @Test
    void anAddressOfOneLinkKeepsItsInterfaceBothWays() throws Exception {
        put(
                "2400000000000000"
                        + "29000000"
                        + "32000000"
                        + "fe800000000000000000000000000007"
                        + "05000000");
        InetAddress read = six.read(memory, AT);
        String before = bytes(six);

        assertThat(((Inet6Address) read).getScopeId()).isEqualTo(5);
        assertThat(six.write(read, memory, AT)).isTrue();
        assertThat(bytes(six)).isEqualTo(before);
    }

    @Test
    void anotherAddressIsReadWithoutItsInterface() {
        put(
                "2400000000000000"
                        + "29000000"
                        + "32000000"
                        + "20010db8000000000000000000000007"
                        + "05000000");

        assertThat(six.read(memory, AT)).isEqualTo(InetAddress.ofLiteral("2001:db8::7"));
    }

    @Test
    void whatIsShorterOrOfAnotherKindIsNone() {
        put("1c00000000000000" + "00000000" + "08000000" + "02000000" + "c0000207" + "c00002ff");

        assertThat(four.isAt(memory, AT, 0)).isFalse();
        assertThat(four.isAt(memory, AT, 27)).isFalse();
        assertThat(four.isAt(memory, AT, 28)).isTrue();
        assertThat(six.isAt(memory, AT, six.space())).isFalse();
    }

    @Test
    void nothingButZerosIsNoAddress() {
        assertThat(four.read(memory, AT).isAnyLocalAddress()).isTrue();
        assertThat(six.read(memory, AT).isAnyLocalAddress()).isTrue();
    }

    private void write(PacketInfo info, String address) {
        memory.fill((byte) 0xAA);
        info.layOut(memory, AT);
        assertThat(info.write(InetAddress.ofLiteral(address), memory, AT)).isTrue();
        assertThat(memory.get(JAVA_BYTE, AT - 1)).isEqualTo((byte) 0xAA);
        assertThat(memory.get(JAVA_BYTE, AT + info.space())).isEqualTo((byte) 0xAA);
    }

    private void put(String hex) {
        byte[] value = HexFormat.of().parseHex(hex);
        MemorySegment.copy(value, 0, memory, JAVA_BYTE, AT, value.length);
    }

    private String bytes(PacketInfo info) {
        return HexFormat.of().formatHex(memory.asSlice(AT, info.space()).toArray(JAVA_BYTE));
    }
}
