package com.exorlive.meeting.sfucontrol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// For tests of a driver with a room and participants who speak real ICE, DTLS and SRTP.
public abstract class SfuCase {
    protected static final ParticipantId HOST = new ParticipantId("host");
    protected static final ParticipantId INVITEE = new ParticipantId("invitee");

    private final List<Participant> participants = new ArrayList<>();
    private final Set<ParticipantId> present = new HashSet<>();
    private RoomProbe probe = new RoomProbe();
    private SfuControl sfu;
    private SfuRoom room;

    /// A driver, ready to open rooms.
    protected abstract SfuControl start() throws Exception;

    @BeforeEach
    void open() throws Exception {
        sfu = start();
        openRoom("room-1");
    }

    /// Plays with another instance of the driver from now on.
    protected void open(SfuControl other) {
        sfu.close();
        sfu = other;
        openRoom("room-1");
    }

    /// Plays in another room from now on.
    protected void openRoom(String name) {
        probe = new RoomProbe();
        present.clear();
        room = sfu.open(new SfuRoomId(name), probe);
        probe.attach(room);
    }

    @AfterEach
    void close() {
        participants.forEach(Participant::vanish);
        if (sfu != null) {
            sfu.close();
        }
    }

    /// The driver under test.
    protected SfuControl sfu() {
        return sfu;
    }

    protected SfuRoom room() {
        return room;
    }

    protected RoomProbe probe() {
        return probe;
    }

    /// A participant joins; returns when media of all who are there is up.
    protected Participant join(ParticipantId who) throws Exception {
        var participant = new Participant(participants.size() + 1L);
        participants.add(participant);
        probe.play(who, participant);
        present.add(who);
        probe.join(who);
        int each = present.size() == 1 ? pcsAlone() : sfu.capabilities().peerConnections();
        for (ParticipantId one : present) {
            probe.await("media of " + one, () -> probe.isUp(one, each));
        }
        participant.awaitConnected();
        for (ParticipantId one : present) {
            probe.playing(one).awaitConnected();
        }
        return participant;
    }

    /// How many peer connections somebody alone has.
    protected int pcsAlone() {
        return 1;
    }

    protected void leave(ParticipantId who) {
        room.leave(who);
        present.remove(who);
    }

    /// Sent over and over, as media is.
    protected void assertReaches(Participant from, Participant to, String mid, String what)
            throws Exception {
        byte[] payload = what.getBytes(UTF_8);
        probe.awaitWhile(what, () -> to.hasPacket(payload), () -> from.send(mid, payload));
    }
}
