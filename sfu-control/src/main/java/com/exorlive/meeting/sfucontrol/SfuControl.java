package com.exorlive.meeting.sfucontrol;

/// A media server that forwards between the two participants of a room. A driver implements it:
/// embedded, in this process or another, Kurento or Janus. Its user sees people as
/// [ParticipantId]s and SDP as opaque text.
///
/// Thread-safe. Calls may block and are made from virtual threads; what comes of them arrives as
/// [SfuEvent]s, on any thread, in order for one leg.
public interface SfuControl extends AutoCloseable {

    /// Makes an empty room.
    ///
    /// @param id names the room at the media server; unique among the living rooms of this driver
    /// @param events takes everything that happens in the room from now on; must not block
    /// @throws SfuUnavailableException if the media server can't be reached or refuses
    SfuRoom open(SfuRoomId id, SfuEvents events);

    /// Whether a room could be opened now.
    boolean isReady();

    /// Whether it is there, and takes no rooms because it was told so.
    default boolean isDraining() {
        return false;
    }

    /// Rooms that it has for others than this process, as far as is known.
    default int otherRooms() {
        return 0;
    }

    /// What sort of media server this is.
    SfuCapabilities capabilities();

    /// Closes every room and lets go of every socket. Idempotent.
    @Override
    void close();
}
