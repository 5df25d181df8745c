package com.exorlive.meeting.core.identityprovider;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A provider's name leads this server to no door inside its own network.
final class ProviderAddressesTest {
    private static final ProviderAddresses ADDRESSES =
            new ProviderAddresses(false, List.of("Keycloak.inside.example"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "198.18.0.1",
                "192.0.0.8",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "fe80::1",
                "fd00::1",
                "64:ff9b::a00:1",
                "2002:a00:1::",
                "2001::1",
                "ff02::1"
            })
    void whatIsInsideIsRefused(String address) {
        assertThat(ProviderAddresses.isPublic(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "100.128.0.1", "172.32.0.1", "2a00:1450::1"})
    void whatIsOutsideIsNot(String address) {
        assertThat(ProviderAddresses.isPublic(InetAddress.ofLiteral(address))).isTrue();
    }

    @Test
    void theOperatorsOwnHostsAndInDemoModeThisMachineMayBeAsked() throws UnknownHostException {
        assertThat(ADDRESSES.isOutside(URI.create("https://keycloak.INSIDE.example/x"))).isTrue();
        assertThat(ADDRESSES.isOutside(URI.create("https://127.0.0.1/x"))).isFalse();
        assertThat(ADDRESSES.isIssuer("http://127.0.0.1:8080")).isFalse();
        var demo = new ProviderAddresses(true, List.of());
        assertThat(demo.isIssuer("http://127.0.0.1:8080")).isTrue();
        assertThat(demo.isIssuer("http://10.0.0.1:8080")).isFalse();
    }
}
