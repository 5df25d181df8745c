package com.exorlive.meeting.sfu.ice;

import static com.exorlive.meeting.sfu.wire.NetworkOrder.putU16;
import static com.exorlive.meeting.sfu.wire.NetworkOrder.u16;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/// The value of XOR-MAPPED-ADDRESS (RFC 8489 section 14.2).
final class StunAddress {
    private static final int IPV4 = 1;
    private static final int IPV6 = 2;

    private StunAddress() {}

    static int length(InetSocketAddress address) {
        return 4 + address.getAddress().getAddress().length;
    }

    /// Writes into a message whose header (cookie and transaction id) is already there.
    static void write(byte[] message, int at, InetSocketAddress address) {
        byte[] ip = address.getAddress().getAddress();
        int port = address.getPort() ^ (StunMessage.MAGIC_COOKIE >>> 16);
        message[at] = 0;
        message[at + 1] = (byte) (ip.length == 4 ? IPV4 : IPV6);
        putU16(message, at + 2, port);
        for (int i = 0; i < ip.length; i++) {
            // The mask is the cookie followed by the transaction id: the header from byte 4 on.
            message[at + 4 + i] = (byte) (ip[i] ^ message[4 + i]);
        }
    }

    static Optional<InetSocketAddress> read(byte[] message, int at, int length) {
        int family = length < 8 ? 0 : message[at + 1];
        int size = family == IPV4 ? 4 : 16;
        if ((family != IPV4 && family != IPV6) || length != 4 + size) {
            return Optional.empty();
        }
        byte[] ip = new byte[size];
        for (int i = 0; i < size; i++) {
            ip[i] = (byte) (message[at + 4 + i] ^ message[4 + i]);
        }
        int port = (u16(message, at + 2) ^ (StunMessage.MAGIC_COOKIE >>> 16)) & 0xFFFF;
        try {
            return Optional.of(new InetSocketAddress(InetAddress.getByAddress(ip), port));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 and 16 bytes are addresses", e);
        }
    }
}
