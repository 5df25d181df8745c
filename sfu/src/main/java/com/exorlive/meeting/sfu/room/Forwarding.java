package com.exorlive.meeting.sfu.room;

/// What happens to a packet between one leg's SRTP and the other's. There is one way in the
/// product, [#MIRROR], and no setting for another; tests put a dishonest one here, to see that the
/// two browsers need not trust us. Confined to its event loop.
@FunctionalInterface
interface Forwarding {
    /// Each packet goes to the other leg as it came.
    Forwarding MIRROR = (_, to, _, length, isRtcp) -> to.forward(length, isRtcp);

    /// @param plain the array that [Leg#forward] sends from, with the packet in it
    void onPacket(Leg from, Leg to, byte[] plain, int length, boolean isRtcp);
}
