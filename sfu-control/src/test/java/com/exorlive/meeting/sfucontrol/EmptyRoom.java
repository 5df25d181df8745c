package com.exorlive.meeting.sfucontrol;

/// A room in which nothing happens, for tests of what is around rooms.
///
/// @param onClose done when it is closed
public record EmptyRoom(Runnable onClose) implements SfuRoom {
    public EmptyRoom() {
        this(() -> {});
    }

    @Override
    public void join(LegId leg) {}

    @Override
    public void describe(ParticipantId who, Description description) {}

    @Override
    public void candidate(ParticipantId who, Candidate candidate) {}

    @Override
    public void restartIce(ParticipantId who, PcId pc) {}

    @Override
    public void leave(ParticipantId who) {}

    @Override
    public void close() {
        onClose.run();
    }
}
