package com.exorlive.meeting.edge;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/// An IP address as a key for limits. One household or phone has a whole IPv6 /64, so limits count
/// by that; IPv4 counts as it is. Keys never reach a log.
public final class AddressKey {
    private static final int PREFIX_BYTES = 8;

    private AddressKey() {}

    /// @param literal an address without a name look-up; anything else is its own key
    public static String of(String literal) {
        var bare = literal.startsWith("[") ? literal.substring(1, literal.length() - 1) : literal;
        try {
            var address = InetAddress.ofLiteral(bare);
            return address instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), PREFIX_BYTES))
                    : address.getHostAddress();
        } catch (IllegalArgumentException _) {
            return literal;
        }
    }
}
