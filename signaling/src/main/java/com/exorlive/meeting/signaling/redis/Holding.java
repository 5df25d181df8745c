package com.exorlive.meeting.signaling.redis;

import com.exorlive.meeting.signaling.protocol.MeetingId;
import com.exorlive.meeting.signaling.protocol.Seat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A room of this node, with all that is needed to write it down again should Redis lose it.
/// Thread-safe.
///
/// Its room knows it by the epoch of its claim. When it had to be written down again it has a
/// higher one in Redis.
final class Holding {
    private final MeetingId meeting;
    private final Keys keys;
    private final long claimEpoch;
    private final String bornAt;
    private final Map<Seat, String> subjects = new ConcurrentHashMap<>();

    private volatile long epoch;
    private volatile long renewedNanos;

    Holding(MeetingId meeting, long epoch, String bornAt, long nowNanos) {
        this.meeting = meeting;
        this.keys = Keys.of(meeting);
        this.claimEpoch = epoch;
        this.epoch = epoch;
        this.bornAt = bornAt;
        this.renewedNanos = nowNanos;
    }

    MeetingId meeting() {
        return meeting;
    }

    Keys keys() {
        return keys;
    }

    /// By which the room knows itself.
    long claimEpoch() {
        return claimEpoch;
    }

    /// By which Redis knows the room.
    long epoch() {
        return epoch;
    }

    String bornAt() {
        return bornAt;
    }

    void onRenewed(long epochNow, long nowNanos) {
        epoch = epochNow;
        renewedNanos = nowNanos;
    }

    long nanosSinceRenewal(long nowNanos) {
        return nowNanos - renewedNanos;
    }

    /// @param subject empty if nobody has the seat
    void onSeated(Seat seat, String subject) {
        if (!subject.isEmpty()) {
            subjects.put(seat, subject);
        }
    }

    /// Whether somebody else has the seat, or this one the other.
    boolean isAnothers(Seat seat, String subject) {
        return !subjects.getOrDefault(seat, subject).equals(subject)
                || subject.equals(subjects.get(seat.other()));
    }

    /// Empty while nobody has the seat.
    String subject(Seat seat) {
        return subjects.getOrDefault(seat, "");
    }
}
