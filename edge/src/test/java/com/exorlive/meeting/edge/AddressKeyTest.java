package com.exorlive.meeting.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AddressKeyTest {
    @Test
    void oneIpv6HouseholdIsOneKey() {
        assertThat(AddressKey.of("2001:db8:1:2:aaaa::1"))
                .isEqualTo(AddressKey.of("[2001:db8:1:2:bbbb::2]"))
                .isNotEqualTo(AddressKey.of("2001:db8:1:3::1"));
    }

    @Test
    void ipv4AddressesAreKeysOfTheirOwn() {
        assertThat(AddressKey.of("192.0.2.1")).isNotEqualTo(AddressKey.of("192.0.2.2"));
    }

    @Test
    void anIpv4AddressWrittenAsIpv6IsTheSameKey() {
        assertThat(AddressKey.of("::ffff:192.0.2.1")).isEqualTo(AddressKey.of("192.0.2.1"));
    }

    @Test
    void whatIsNoAddressIsItsOwnKey() {
        assertThat(AddressKey.of("unknown")).isEqualTo("unknown");
    }
}
