package com.exorlive.meeting.sfu.net.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/// The control message that names our own address of a datagram (IP_PKTINFO, IPV6_PKTINFO; RFC 3542
/// section 6.1): where one came to, or where one is to leave from. A socket of IPv6 has IPv4 mapped
/// into it here as well. Immutable.
final class PacketInfo {
    private static final InetAddress ANY = new InetSocketAddress(0).getAddress();

    // struct cmsghdr.
    private static final long CMSG_LEVEL = 8;
    private static final long CMSG_TYPE = 12;

    /// Where the value begins.
    static final long DATA = 16;

    // struct in_pktinfo: the interface, the address to answer from, the address in the header.
    private static final int IPV4_SIZE = 12;
    private static final long SPEC_DST = DATA + 4;

    // struct in6_pktinfo: the address, the interface.
    private static final int IPV6_SIZE = 20;
    private static final long IPV6_INDEX = DATA + 16;

    private final boolean isIpv6;

    /// @param isIpv6 whether the socket is of the family AF_INET6
    PacketInfo(boolean isIpv6) {
        this.isIpv6 = isIpv6;
    }

    /// What turns it on for what arrives, at `level()`.
    int option() {
        return isIpv6 ? LibC.IPV6_RECVPKTINFO : LibC.IP_PKTINFO;
    }

    int level() {
        return isIpv6 ? LibC.IPPROTO_IPV6 : LibC.IPPROTO_IP;
    }

    private int type() {
        return isIpv6 ? LibC.IPV6_PKTINFO : LibC.IP_PKTINFO;
    }

    /// With what follows it to the next multiple of 8: CMSG_SPACE.
    long space() {
        return DATA + (isIpv6 ? 24 : 16);
    }

    /// How many words of 8 bytes the value takes.
    int words() {
        return (int) (space() - DATA) / Long.BYTES;
    }

    /// Writes what is the same for all addresses.
    void layOut(MemorySegment controls, long at) {
        controls.set(JAVA_LONG, at, DATA + (isIpv6 ? IPV6_SIZE : IPV4_SIZE));
        controls.set(JAVA_INT, at + CMSG_LEVEL, level());
        controls.set(JAVA_INT, at + CMSG_TYPE, type());
    }

    /// Whether there is one, of a length that the kernel gave.
    boolean isAt(MemorySegment controls, long at, long length) {
        return length >= DATA + (isIpv6 ? IPV6_SIZE : IPV4_SIZE)
                && controls.get(JAVA_INT, at + CMSG_LEVEL) == level()
                && controls.get(JAVA_INT, at + CMSG_TYPE) == type();
    }

    /// The address in one, a wildcard if there is none.
    InetAddress read(MemorySegment controls, long at) {
        var bytes = new byte[isIpv6 ? 16 : 4];
        MemorySegment.copy(
                controls, JAVA_BYTE, at + (isIpv6 ? DATA : SPEC_DST), bytes, 0, bytes.length);
        try {
            // Of an IPv4 address in an IPv6 one Java makes an IPv4 one, which is what we want.
            InetAddress ip = InetAddress.getByAddress(bytes);
            return ip.isAnyLocalAddress()
                    ? ANY
                    : ip.isLinkLocalAddress() && ip instanceof Inet6Address
                            ? Inet6Address.getByAddress(
                                    null, bytes, controls.get(JAVA_INT, at + IPV6_INDEX))
                            : ip;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of 4 or 16 bytes", e);
        }
    }

    /// Writes the value. The interface stays open, for the routes to say, but for addresses that
    /// mean nothing without one.
    ///
    /// @return false if this socket has no such addresses
    boolean write(InetAddress local, MemorySegment controls, long at) {
        if (!isIpv6 && !(local instanceof Inet4Address)) {
            return false;
        }
        controls.asSlice(at + DATA, space() - DATA).fill((byte) 0);
        byte[] bytes = local.getAddress();
        long to = at + (isIpv6 ? DATA : SPEC_DST);
        if (isIpv6 && bytes.length == 4) {
            to = SocketAddresses.mapInto(controls, to);
        }
        MemorySegment.copy(bytes, 0, controls, JAVA_BYTE, to, bytes.length);
        if (local instanceof Inet6Address inet6) {
            controls.set(JAVA_INT, at + IPV6_INDEX, inet6.getScopeId());
        }
        return true;
    }
}
