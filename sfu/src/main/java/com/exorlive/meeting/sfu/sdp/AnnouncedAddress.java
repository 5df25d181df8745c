package com.exorlive.meeting.sfu.sdp;

import java.net.Inet6Address;
import java.net.InetAddress;

/// Where the browser finds us: a host candidate of every offer.
public record AnnouncedAddress(InetAddress ip, int port) {
    public AnnouncedAddress {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("not a port");
        }
        if (ip.isAnyLocalAddress() || ip.isMulticastAddress()) {
            throw new IllegalArgumentException("nobody can reach a wildcard or multicast address");
        }
    }

    /// Without the scope (`%eth0`), which means something on this host only.
    String text() {
        String text = ip.getHostAddress();
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }

    String family() {
        return ip instanceof Inet6Address ? "IP6" : "IP4";
    }
}
