package com.exorlive.meeting.sfucontrol;

import com.exorlive.meeting.sfu.peer.TestPeer;

/// A meeting of two test peers in an SFU. Confined to the thread that began it.
record Call(SfuRoom room, RoomProbe probe, TestPeer host, TestPeer invitee)
        implements AutoCloseable {
    static final ParticipantId HOST = new ParticipantId("host");
    static final ParticipantId INVITEE = new ParticipantId("invitee");

    /// Returns when media of both are up.
    static Call begin(SfuControl sfu, String name, TestPeer host, TestPeer invitee)
            throws Exception {
        var call = open(sfu, name, host, invitee);
        call.join(HOST);
        call.join(INVITEE);
        for (ParticipantId who : new ParticipantId[] {HOST, INVITEE}) {
            call.probe.await(
                    "media of " + who + " in " + name,
                    () -> call.probe.count(SfuEvent.MediaUp.class, who) > 0);
        }
        host.awaitConnected();
        invitee.awaitConnected();
        return call;
    }

    static Call begin(SfuControl sfu, String name) throws Exception {
        return begin(sfu, name, new TestPeer(2L * name.hashCode()), new TestPeer(name.hashCode()));
    }

    /// Nobody has joined yet; offers will be answered.
    static Call open(SfuControl sfu, String name, TestPeer host, TestPeer invitee) {
        var probe = new RoomProbe();
        var room = sfu.open(new SfuRoomId(name), probe);
        probe.attach(room);
        probe.answerWith(HOST, host);
        probe.answerWith(INVITEE, invitee);
        return new Call(room, probe, host, invitee);
    }

    void join(ParticipantId who) {
        probe.join(who);
    }

    @Override
    public void close() {
        room.close();
        host.vanish();
        invitee.vanish();
    }
}
