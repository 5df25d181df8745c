package com.exorlive.meeting.sfu.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class LocalAddressesTest {
    private static final InetAddress ANY_IPV4 = InetAddress.ofLiteral("0.0.0.0");
    private static final InetAddress ANY_IPV6 = InetAddress.ofLiteral("::");

    @Test
    void anAddressOfItsOwnIsTheOnlyOne() {
        InetAddress own = InetAddress.ofLiteral("2001:db8::7");

        assertThat(LocalAddresses.reachableAt(own)).containsExactly(own);
    }

    @Test
    void theWildcardOfIpv4IsNotReachableByIpv6() {
        assertThat(LocalAddresses.reachableAt(ANY_IPV4))
                .isNotEmpty()
                .hasOnlyElementsOfType(Inet4Address.class);
    }

    @Test
    void theWildcardOfIpv6IsReachableByBoth() {
        assertThat(LocalAddresses.reachableAt(ANY_IPV6))
                .containsAll(LocalAddresses.reachableAt(ANY_IPV4))
                .noneMatch(InetAddress::isLinkLocalAddress)
                .noneMatch(InetAddress::isMulticastAddress);
    }
}
