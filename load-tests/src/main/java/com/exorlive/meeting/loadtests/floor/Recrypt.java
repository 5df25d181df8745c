package com.exorlive.meeting.loadtests.floor;

import java.net.InetSocketAddress;

/// What is done to a packet between two partners. Confined to one event loop.
@FunctionalInterface
interface Recrypt {
    Recrypt NOTHING =
            (data, length, _, _, result) -> {
                System.arraycopy(data, 0, result, 0, length);
                return length;
            };

    /// @param result takes the packet for the partner
    /// @return its length, or less than nothing if it goes nowhere
    int apply(byte[] data, int length, InetSocketAddress from, InetSocketAddress to, byte[] result);
}
