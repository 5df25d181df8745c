package com.exorlive.meeting.sfu.net;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/// The addresses at which others may find a port, for those who announce none: good for trying out
/// and for hosts with an address of their own, not for those behind address translation.
public final class LocalAddresses {
    private static final int MAX_ADDRESSES = 8;
    private static final InetAddress IPV4_LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress IPV6_LOOPBACK = InetAddress.ofLiteral("::1");

    private LocalAddresses() {}

    /// The address itself, or for a wildcard every usable one of this host, loopback only if there
    /// is no other. `0.0.0.0` takes no IPv6, `::` takes both.
    public static List<InetAddress> reachableAt(InetAddress bind) {
        if (!bind.isAnyLocalAddress()) {
            return List.of(bind);
        }
        List<InetAddress> usable = new ArrayList<>();
        try {
            NetworkInterface.networkInterfaces()
                    .filter(LocalAddresses::isUp)
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> isUsable(address, bind))
                    .limit(MAX_ADDRESSES)
                    .forEach(usable::add);
        } catch (SocketException _) {
            // No interface can be read: loopback remains.
        }
        return usable.isEmpty() ? loopback(bind) : List.copyOf(usable);
    }

    /// Whether there are several of one family that others may write to, of which a socket that is
    /// bound to this address does not know its own.
    static boolean isAmbiguous(InetAddress bind) {
        List<InetAddress> all = reachableAt(bind);
        long ofIpv4 = all.stream().filter(Inet4Address.class::isInstance).count();
        return ofIpv4 > 1 || all.size() - ofIpv4 > 1;
    }

    private static List<InetAddress> loopback(InetAddress bind) {
        return bind instanceof Inet6Address
                ? List.of(IPV4_LOOPBACK, IPV6_LOOPBACK)
                : List.of(IPV4_LOOPBACK);
    }

    private static boolean isUsable(InetAddress address, InetAddress bind) {
        boolean isSpoken = address instanceof Inet4Address || bind instanceof Inet6Address;
        return isSpoken && !address.isLoopbackAddress() && !address.isLinkLocalAddress();
    }

    private static boolean isUp(NetworkInterface candidate) {
        try {
            return candidate.isUp();
        } catch (SocketException _) {
            return false;
        }
    }
}
