package com.exorlive.meeting.sfu.room;

import com.exorlive.meeting.sfu.ice.StunDrop;
import com.exorlive.meeting.sfu.srtp.SrtpResult;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/// The running counts of one event loop. Counting allocates nothing. Thread-safe: the loop counts,
/// anybody reads.
final class Tally {
    final LongAdder forwarded = new LongAdder();
    final LongAdder forwardedBytes = new LongAdder();
    final LongAdder rooms = new LongAdder();
    final LongAdder legs = new LongAdder();
    final LongAdder connectedLegs = new LongAdder();
    private final Map<Drop, LongAdder> drops = adders(Drop.class, Drop.values());
    private final Map<RoomEvent.Loss, LongAdder> losses =
            adders(RoomEvent.Loss.class, RoomEvent.Loss.values());

    void dropped(Drop reason) {
        count(drops, reason);
    }

    void lost(RoomEvent.Loss reason) {
        count(losses, reason);
    }

    void srtpDropped(int result) {
        switch (result) {
            case SrtpResult.FORGED -> dropped(Drop.FORGED);
            case SrtpResult.REPLAYED -> dropped(Drop.REPLAYED);
            case SrtpResult.TOO_MANY_STREAMS -> dropped(Drop.STREAM_FLOOD);
            default -> dropped(Drop.MALFORMED);
        }
    }

    void stunDropped(StunDrop reason) {
        switch (reason) {
            case MALFORMED -> dropped(Drop.MALFORMED);
            case UNKNOWN_UFRAG -> dropped(Drop.CHECK_STRANGER);
            case FORGED -> dropped(Drop.CHECK_FORGED);
            case TOO_MANY -> dropped(Drop.CHECK_FLOOD);
        }
    }

    SfuCounters snapshot(long unsent, long overrun) {
        return new SfuCounters(
                forwarded.sum(),
                forwardedBytes.sum(),
                read(drops),
                read(losses),
                unsent,
                overrun,
                rooms.sum(),
                legs.sum(),
                connectedLegs.sum(),
                0);
    }

    private static <K extends Enum<K>> Map<K, LongAdder> adders(Class<K> type, K[] reasons) {
        Map<K, LongAdder> adders = new EnumMap<>(type);
        for (K reason : reasons) {
            adders.put(reason, new LongAdder());
        }
        return adders;
    }

    private static <K> void count(Map<K, LongAdder> counts, K reason) {
        Objects.requireNonNull(counts.get(reason)).increment();
    }

    private static <K> Map<K, Long> read(Map<K, LongAdder> counts) {
        return counts.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().sum()));
    }
}
