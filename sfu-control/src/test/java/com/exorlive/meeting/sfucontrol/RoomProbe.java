package com.exorlive.meeting.sfucontrol;

import com.exorlive.meeting.sfu.peer.TestPeer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Plays the room's owner: keeps the events and has the peers answer, on the test's own thread.
/// Only `onEvent` comes from others. What is said of a leg that has been replaced is dropped, as
/// the owner drops it: a page that has just come can do nothing with it.
public final class RoomProbe implements SfuEvents {
    /// How long is waited for what must come; a busy machine may need much of it.
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final BlockingQueue<SfuEvent> mailbox = new LinkedBlockingQueue<>();
    private final Map<ParticipantId, Long> legs = new HashMap<>();
    private final List<SfuEvent> seen = new ArrayList<>();
    private final List<SfuEvent> stale = new ArrayList<>();
    private final Map<ParticipantId, UnaryOperator<String>> answers = new HashMap<>();
    private final Map<ParticipantId, Participant> participants = new HashMap<>();
    private SfuRoom room;

    @Override
    public void onEvent(SfuEvent event) {
        mailbox.add(event);
    }

    void attach(SfuRoom attached) {
        room = attached;
    }

    /// The participant gets a fresh leg.
    public void join(ParticipantId who) {
        legs.merge(who, 1L, Long::sum);
        room.join(leg(who));
    }

    /// The present one.
    public LegId leg(ParticipantId who) {
        return new LegId(who, legs.getOrDefault(who, 0L));
    }

    /// This participant does what a page does from now on.
    void play(ParticipantId who, Participant participant) {
        participants.put(who, participant);
    }

    public void answerWith(ParticipantId who, TestPeer peer) {
        answers.put(who, peer::answer);
    }

    public void answerWith(ParticipantId who, String sdp) {
        answers.put(who, _ -> sdp);
    }

    public void answerWith(ParticipantId who, UnaryOperator<String> answer) {
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
        long endNanos = System.nanoTime() + PATIENCE_NANOS;
        drain();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - endNanos >= 0) {
                throw new AssertionError("waited in vain: " + what + "; seen " + seen);
            }
            SfuEvent event = mailbox.poll(20, TimeUnit.MILLISECONDS);
            if (event != null) {
                handle(event);
            }
            attempt.run();
        }
    }

    public <E extends SfuEvent> E awaitEvent(Class<E> type, ParticipantId who)
            throws InterruptedException {
        await(type.getSimpleName(), () -> count(type, who) > 0);
        return seen.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .filter(event -> isAbout(event, who))
                .findFirst()
                .orElseThrow();
    }

    public List<SfuEvent> events() {
        drain();
        return List.copyOf(seen);
    }

    /// Everything that was said of any leg, the replaced ones too.
    List<SfuEvent.OfLeg> ofAnyLeg() {
        drain();
        return Stream.concat(seen.stream(), stale.stream())
                .filter(SfuEvent.OfLeg.class::isInstance)
                .map(SfuEvent.OfLeg.class::cast)
                .toList();
    }

    int count(Class<? extends SfuEvent> type, ParticipantId who) {
        drain();
        return (int)
                seen.stream().filter(type::isInstance).filter(event -> isAbout(event, who)).count();
    }

    /// The newest peer connection of a participant.
    PcId pc(ParticipantId who) {
        drain();
        return seen.stream()
                .filter(SfuEvent.Describe.class::isInstance)
                .map(SfuEvent.Describe.class::cast)
                .filter(describe -> describe.leg().who().equals(who))
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
                && open.stream().allMatch(pc -> seen.contains(new SfuEvent.MediaUp(leg(who), pc)));
    }

    private void drain() {
        for (SfuEvent event = mailbox.poll(); event != null; event = mailbox.poll()) {
            handle(event);
        }
    }

    private void handle(SfuEvent event) {
        if (!(event instanceof SfuEvent.OfLeg about)) {
            seen.add(event);
            return;
        }
        ParticipantId who = about.leg().who();
        if (!about.leg().equals(leg(who))) {
            stale.add(event);
            return;
        }
        seen.add(event);
        if (participants.containsKey(who)) {
            participants.get(who).on(event).ifPresent(it -> room.describe(who, it));
        } else if (event instanceof SfuEvent.Describe(var _, var offer)
                && offer.kind() == Description.Kind.OFFER) {
            String sdp = answers.get(who).apply(offer.sdp());
            room.describe(
                    who,
                    new Description(offer.pc(), offer.negotiation(), Description.Kind.ANSWER, sdp));
        } else if (event instanceof SfuEvent.OfferWanted(var _, var pc)) {
            String sdp = answers.get(who).apply("");
            room.describe(who, new Description(pc, 1, Description.Kind.OFFER, sdp));
        }
    }

    private static boolean isAbout(SfuEvent event, ParticipantId who) {
        return event instanceof SfuEvent.OfLeg about && about.leg().who().equals(who);
    }
}
