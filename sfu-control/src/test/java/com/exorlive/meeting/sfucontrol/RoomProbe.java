package com.exorlive.meeting.sfucontrol;

import com.exorlive.meeting.sfu.peer.TestPeer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/// Plays the room's owner: keeps the events and has the peers answer, on the test's own thread.
/// Only `onEvent` comes from others. What was said of a leg that has been replaced since is
/// dropped, as the owner drops it: a page that has just come can do nothing with it.
public final class RoomProbe implements SfuEvents {
    private final BlockingQueue<Heard> mailbox = new LinkedBlockingQueue<>();
    private final Map<ParticipantId, Integer> legs = new ConcurrentHashMap<>();
    private final List<SfuEvent> seen = new ArrayList<>();
    private final Map<ParticipantId, UnaryOperator<String>> answers = new HashMap<>();
    private final Map<ParticipantId, Participant> participants = new HashMap<>();
    private SfuRoom room;

    /// @param leg which one of its participant it is about, counted from 1
    private record Heard(SfuEvent event, int leg) {}

    @Override
    public void onEvent(SfuEvent event) {
        mailbox.add(new Heard(event, leg(event)));
    }

    private int leg(SfuEvent event) {
        return legs.getOrDefault(subject(event), 0);
    }

    void attach(SfuRoom attached) {
        room = attached;
    }

    /// This participant does what a page does from now on.
    void play(ParticipantId who, Participant participant) {
        participants.put(who, participant);
        legs.merge(who, 1, Integer::sum);
    }

    void answerWith(ParticipantId who, TestPeer peer) {
        answers.put(who, peer::answer);
    }

    void answerWith(ParticipantId who, String sdp) {
        answers.put(who, _ -> sdp);
    }

    void answerWith(ParticipantId who, UnaryOperator<String> answer) {
        answers.put(who, answer);
    }

    Participant playing(ParticipantId who) {
        return participants.get(who);
    }

    /// Handles events until the condition holds.
    public void await(String what, BooleanSupplier condition) throws InterruptedException {
        awaitWhile(what, condition, () -> {});
    }

    /// The same, doing something each time before it looks.
    void awaitWhile(String what, BooleanSupplier condition, Runnable attempt)
            throws InterruptedException {
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        drain();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - endNanos >= 0) {
                throw new AssertionError("waited in vain: " + what + "; seen " + seen);
            }
            Heard heard = mailbox.poll(20, TimeUnit.MILLISECONDS);
            if (heard != null) {
                handle(heard);
            }
            attempt.run();
        }
    }

    <E extends SfuEvent> E awaitEvent(Class<E> type, ParticipantId who)
            throws InterruptedException {
        await(type.getSimpleName(), () -> count(type, who) > 0);
        return seen.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .filter(event -> who.equals(subject(event)))
                .findFirst()
                .orElseThrow();
    }

    public List<SfuEvent> events() {
        drain();
        return List.copyOf(seen);
    }

    int count(Class<? extends SfuEvent> type, ParticipantId who) {
        drain();
        return (int)
                seen.stream()
                        .filter(type::isInstance)
                        .filter(event -> who.equals(subject(event)))
                        .count();
    }

    /// The newest peer connection of a participant.
    PcId pc(ParticipantId who) {
        drain();
        return seen.stream()
                .filter(SfuEvent.Describe.class::isInstance)
                .map(SfuEvent.Describe.class::cast)
                .filter(describe -> describe.to().equals(who))
                .reduce((_, last) -> last)
                .orElseThrow()
                .description()
                .pc();
    }

    /// Whether media is up on each peer connection of this participant, and there are that many.
    boolean isUp(ParticipantId who, int pcs) {
        drain();
        List<PcId> open = participants.get(who).pcs();
        return open.size() == pcs
                && open.stream().allMatch(pc -> seen.contains(new SfuEvent.MediaUp(who, pc)));
    }

    private void drain() {
        for (Heard heard = mailbox.poll(); heard != null; heard = mailbox.poll()) {
            handle(heard);
        }
    }

    private void handle(Heard heard) {
        SfuEvent event = heard.event();
        if (heard.leg() != leg(event)) {
            return;
        }
        seen.add(event);
        ParticipantId who = subject(event);
        if (participants.containsKey(who)) {
            participants.get(who).on(event).ifPresent(it -> room.describe(who, it));
        } else if (event instanceof SfuEvent.Describe(var to, var offer)
                && offer.kind() == Description.Kind.OFFER) {
            String sdp = answers.get(to).apply(offer.sdp());
            room.describe(
                    to,
                    new Description(offer.pc(), offer.negotiation(), Description.Kind.ANSWER, sdp));
        } else if (event instanceof SfuEvent.OfferWanted(var from, var pc)) {
            String sdp = answers.get(from).apply("");
            room.describe(from, new Description(pc, 1, Description.Kind.OFFER, sdp));
        }
    }

    private static ParticipantId subject(SfuEvent event) {
        return switch (event) {
            case SfuEvent.Describe e -> e.to();
            case SfuEvent.Trickle e -> e.to();
            case SfuEvent.OfferWanted e -> e.from();
            case SfuEvent.MediaUp e -> e.who();
            case SfuEvent.MediaDown e -> e.who();
            case SfuEvent.PcGone e -> e.who();
            case SfuEvent.Refused e -> e.who();
            case SfuEvent.RoomLost _ -> new ParticipantId("nobody");
        };
    }
}
