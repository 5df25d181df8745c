package com.exorlive.meeting.sfu.room;

import java.util.EnumMap;
import java.util.Map;

/// What the SFU has counted since its start, and what lives in it now. Says nothing of anybody.
///
/// @param forwarded RTP and RTCP packets that reached the other leg
/// @param drops datagrams that went no further, by reason
/// @param losses legs that media can't reach any more, by reason
/// @param unsent packets that the operating system did not take
/// @param overrun datagrams that came and that nobody took in time
/// @param handshakes legs that wait for their turn to shake hands now
public record SfuCounters(
        long forwarded,
        long forwardedBytes,
        Map<Drop, Long> drops,
        Map<RoomEvent.Loss, Long> losses,
        long unsent,
        long overrun,
        long rooms,
        long legs,
        long connectedLegs,
        long handshakes) {

    static final SfuCounters NONE = new SfuCounters(0, 0, Map.of(), Map.of(), 0, 0, 0, 0, 0, 0);

    public SfuCounters {
        drops = Map.copyOf(drops);
        losses = Map.copyOf(losses);
    }

    public long dropped(Drop reason) {
        return drops.getOrDefault(reason, 0L);
    }

    SfuCounters plus(SfuCounters other) {
        return new SfuCounters(
                forwarded + other.forwarded,
                forwardedBytes + other.forwardedBytes,
                sum(Drop.class, drops, other.drops),
                sum(RoomEvent.Loss.class, losses, other.losses),
                unsent + other.unsent,
                overrun + other.overrun,
                rooms + other.rooms,
                legs + other.legs,
                connectedLegs + other.connectedLegs,
                handshakes + other.handshakes);
    }

    SfuCounters withHandshakes(long waiting) {
        return new SfuCounters(
                forwarded,
                forwardedBytes,
                drops,
                losses,
                unsent,
                overrun,
                rooms,
                legs,
                connectedLegs,
                waiting);
    }

    private static <K extends Enum<K>> Map<K, Long> sum(
            Class<K> type, Map<K, Long> one, Map<K, Long> other) {
        Map<K, Long> sum = new EnumMap<>(type);
        sum.putAll(one);
        other.forEach((reason, count) -> sum.merge(reason, count, Long::sum));
        return sum;
    }
}
