package com.exorlive.meeting.sfucontrol.remote;

import com.exorlive.meeting.sfucontrol.Candidate;
import com.exorlive.meeting.sfucontrol.Description;
import com.exorlive.meeting.sfucontrol.LegId;
import com.exorlive.meeting.sfucontrol.ParticipantId;
import com.exorlive.meeting.sfucontrol.PcId;
import com.exorlive.meeting.sfucontrol.SfuEvent;
import com.exorlive.meeting.sfucontrol.SfuEvents;
import com.exorlive.meeting.sfucontrol.SfuRoom;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// A room as its owner sees it: who may be in it is decided here, at once; everything else is done
/// at the media server, in the order in which it was said. Thread-safe.
final class RemoteRoom implements SfuRoom {
    private static final int PARTICIPANTS = 2;

    /// In UTF-8 this fits into a frame, whatever it is. What a page has to say takes a tenth.
    private static final int MAX_SDP_CHARACTERS = 40_000;

    private final int number;
    private final SfuEvents events;
    private final Consumer<Frame.Content> say;
    private final Runnable gone;
    private final Object gate = new Object();
    private final Map<ParticipantId, LegId> present = new HashMap<>();
    private boolean isOver;

    /// @param gone is called, once, when this is not there any more for its owner
    RemoteRoom(int number, SfuEvents events, Consumer<Frame.Content> say, Runnable gone) {
        this.number = number;
        this.events = events;
        this.say = say;
        this.gone = gone;
    }

    int number() {
        return number;
    }

    @Override
    public void join(LegId leg) {
        synchronized (gate) {
            if (isOver) {
                return;
            }
            if (!present.containsKey(leg.who()) && present.size() >= PARTICIPANTS) {
                throw new IllegalStateException("a third participant");
            }
            present.put(leg.who(), leg);
        }
        say.accept(new Frame.Join(number, leg));
    }

    @Override
    public void describe(ParticipantId who, Description description) {
        if (description.sdp().length() <= MAX_SDP_CHARACTERS) {
            say(new Frame.Describe(number, who, description));
            return;
        }
        synchronized (gate) {
            var leg = present.get(who);
            if (leg != null && !isOver) {
                events.onEvent(
                        new SfuEvent.Refused(
                                leg,
                                description.pc(),
                                description.negotiation(),
                                SfuEvent.RefusalReason.MALFORMED));
            }
        }
    }

    @Override
    public void candidate(ParticipantId who, Candidate candidate) {
        // The media server is ICE-lite.
    }

    @Override
    public void restartIce(ParticipantId who, PcId pc) {
        say(new Frame.RestartIce(number, who, pc));
    }

    @Override
    public void leave(ParticipantId who) {
        synchronized (gate) {
            present.remove(who);
        }
        say(new Frame.Leave(number, who));
    }

    @Override
    public void close() {
        if (end()) {
            say.accept(new Frame.Close(number));
            gone.run();
        }
    }

    /// What the media server says.
    void onEvent(SfuEvent event) {
        if (event instanceof SfuEvent.RoomLost) {
            onLost();
            return;
        }
        synchronized (gate) {
            if (!isOver) {
                events.onEvent(event);
            }
        }
    }

    /// Nothing of it is left there, or nothing can be said of it any more.
    void onLost() {
        synchronized (gate) {
            if (isOver) {
                return;
            }
            isOver = true;
            events.onEvent(new SfuEvent.RoomLost());
        }
        gone.run();
    }

    private boolean end() {
        synchronized (gate) {
            var wasOver = isOver;
            isOver = true;
            return !wasOver;
        }
    }

    private void say(Frame.Content content) {
        synchronized (gate) {
            if (isOver) {
                return;
            }
        }
        say.accept(content);
    }
}
