package com.exorlive.meeting.edge;

import java.net.InetAddress;

/// A range of addresses (RFC 4632): `10.0.0.0/8`, `2001:db8::/32`, or one address alone.
record Network(InetAddress first, int prefixBits) {
    /// @throws IllegalArgumentException if it is no range, or has bits set behind its prefix: that
    ///     is a slip of whoever wrote it
    static Network parse(String literal) {
        var slash = literal.indexOf('/');
        var first = InetAddress.ofLiteral(slash < 0 ? literal : literal.substring(0, slash));
        var bits = Byte.SIZE * first.getAddress().length;
        var prefix = slash < 0 ? bits : Integer.parseInt(literal, slash + 1, literal.length(), 10);
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("no such prefix");
        }
        var network = new Network(first, prefix);
        for (int bit = prefix; bit < bits; bit++) {
            if (bit(first.getAddress(), bit) != 0) {
                throw new IllegalArgumentException("the address has bits behind the prefix");
            }
        }
        return network;
    }

    boolean contains(InetAddress address) {
        var here = first.getAddress();
        var there = address.getAddress();
        if (here.length != there.length) {
            return false;
        }
        for (int bit = 0; bit < prefixBits; bit++) {
            if (bit(here, bit) != bit(there, bit)) {
                return false;
            }
        }
        return true;
    }

    private static int bit(byte[] bytes, int at) {
        return bytes[at / Byte.SIZE] >> (Byte.SIZE - 1 - at % Byte.SIZE) & 1;
    }
}
