package com.exorlive.meeting.standalone;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The addresses that this machine has on its networks.
final class LanAddress {
    private LanAddress() {}

    /// Every usable address, networks before loopback, IPv4 first: a browser on this machine may be
    /// unable to send to loopback (Firefox), one on another machine can only use the others.
    static List<InetAddress> all() {
        var addresses = new ArrayList<InetAddress>();
        try {
            for (var network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (network.isUp()) {
                    network.inetAddresses()
                            .filter(address -> !address.isLinkLocalAddress())
                            .forEach(addresses::add);
                }
            }
        } catch (SocketException e) {
            throw new IllegalStateException("the network interfaces can't be listed", e);
        }
        addresses.sort(
                (a, b) ->
                        a.isLoopbackAddress() != b.isLoopbackAddress()
                                ? Boolean.compare(a.isLoopbackAddress(), b.isLoopbackAddress())
                                : Boolean.compare(
                                        !(a instanceof Inet4Address),
                                        !(b instanceof Inet4Address)));
        return List.copyOf(addresses);
    }

    /// The address in digits, without the zone that it may carry on this machine (RFC 4007).
    static String digits(InetAddress address) {
        var text = address.getHostAddress();
        var zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    /// The address that a phone on the same network would use; loopback if there is no network.
    static InetAddress first() {
        return all().stream().findFirst().orElseGet(InetAddress::getLoopbackAddress);
    }
}
