package com.exorlive.meeting.signaling.room;

import com.exorlive.meeting.signaling.metrics.SignalingMetrics;
import com.exorlive.meeting.signaling.protocol.CloseCode;
import com.exorlive.meeting.signaling.protocol.Seat;
import com.exorlive.meeting.signaling.protocol.Secret;
import com.exorlive.meeting.signaling.protocol.ServerMessage;
import com.exorlive.meeting.signaling.protocol.SessionId;
import com.exorlive.meeting.signaling.session.Line;
import com.exorlive.meeting.signaling.session.Session;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The sessions of a room: one for each seat, and the last few that were replaced, so that a page
/// that was away when it happened is told. Confined to its room's thread.
final class Sessions {
    private static final int MAX_REPLACED = 8;

    private final RoomOwner owner;
    private final SignalingMetrics metrics;
    private final Map<Seat, Session> bySeat = new EnumMap<>(Seat.class);
    private final Deque<Session> replaced = new ArrayDeque<>();

    private @Nullable Secret nextToken;

    Sessions(RoomOwner owner, SignalingMetrics metrics) {
        this.owner = owner;
        this.metrics = metrics;
    }

    Optional<Session> at(Seat seat) {
        return Optional.ofNullable(bySeat.get(seat));
    }

    Optional<Session> on(Line line) {
        return bySeat.values().stream().filter(session -> session.isOn(line)).findFirst();
    }

    Optional<Session> find(SessionId sid) {
        return bySeat.values().stream().filter(session -> session.sid().equals(sid)).findFirst();
    }

    boolean wasReplaced(SessionId sid, Secret token, Instant now) {
        return replaced.stream()
                .anyMatch(session -> session.sid().equals(sid) && session.isOpenedBy(token, now));
    }

    void seat(Session session) {
        bySeat.put(session.seat(), session);
        metrics.onSeat(1);
        owner.onSessionBegan(session.sid());
    }

    void replace(Seat seat) {
        var old = bySeat.remove(seat);
        if (old == null) {
            return;
        }
        metrics.onSeat(-1);
        old.dismiss(new ServerMessage.Replaced(), CloseCode.REPLACED);
        replaced.addLast(old);
        if (replaced.size() > MAX_REPLACED) {
            owner.onSessionGone(replaced.removeFirst().sid());
        }
    }

    void forget(Seat seat) {
        var old = bySeat.remove(seat);
        if (old != null) {
            metrics.onSeat(-1);
            owner.onSessionGone(old.sid());
        }
    }

    void evict(Seat seat) {
        var old = bySeat.get(seat);
        if (old != null) {
            old.close(CloseCode.NOT_OPEN);
            forget(seat);
        }
    }

    void nextToken(Secret token) {
        nextToken = token;
    }

    Secret takeNextToken() {
        var token = nextToken;
        nextToken = null;
        if (token == null) {
            throw new IllegalStateException("no session is being carried on");
        }
        return token;
    }

    void part() {
        bySeat.values().forEach(session -> session.closeAfterSending(CloseCode.OVER));
    }

    boolean areSettled() {
        return bySeat.values().stream().allMatch(Session::isSettled);
    }

    void onTime(Instant now) {
        bySeat.values().forEach(session -> session.onTime(now));
    }

    Stream<Instant> deadlines() {
        return bySeat.values().stream().flatMap(session -> session.deadline().stream());
    }

    void close(CloseCode code) {
        for (var session : bySeat.values()) {
            if (code == CloseCode.RESTART) {
                session.dismiss(new ServerMessage.Bye(0), code);
            } else {
                session.close(code);
            }
            metrics.onSeat(-1);
            owner.onSessionGone(session.sid());
        }
        bySeat.clear();
        replaced.forEach(session -> owner.onSessionGone(session.sid()));
        replaced.clear();
    }
}
