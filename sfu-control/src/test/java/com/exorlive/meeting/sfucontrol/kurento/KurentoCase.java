package com.exorlive.meeting.sfucontrol.kurento;

import com.exorlive.meeting.sfucontrol.Participant;
import com.exorlive.meeting.sfucontrol.SfuCase;
import com.exorlive.meeting.sfucontrol.SfuControl;
import com.exorlive.meeting.sfucontrol.SfuEvent;
import com.exorlive.meeting.sfucontrol.kurento.fake.FakeKurento;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/// For tests of what the driver does with a Kurento that does what the test says.
abstract class KurentoCase extends SfuCase {
    private KurentoUnderTest kurento;

    @Override
    protected SfuControl start() {
        kurento = new KurentoUnderTest();
        return start(KurentoUnderTest.PATIENT);
    }

    final KurentoSfu start(KurentoTiming timing) {
        return kurento.start(timing);
    }

    @AfterEach
    final void stopKurento() {
        sfu().close();
        kurento.close();
    }

    @Override
    protected int pcsAlone() {
        return 2;
    }

    final FakeKurento fake() {
        return kurento.fake;
    }

    final KurentoCounters counters() {
        return ((KurentoSfu) sfu()).counters();
    }

    final void awaitRoomLost() throws InterruptedException {
        probe().await("the room is lost", () -> probe().events().contains(new SfuEvent.RoomLost()));
    }

    final void assertTwoMeetIn(String room) throws Exception {
        openRoom(room);
        Participant host = join(HOST);
        Participant invitee = join(INVITEE);
        assertReaches(host, invitee, "1", "in " + room);
        assertReaches(invitee, host, "0", "back in " + room);
    }

    final void raiseErrors(String description, int times) {
        var what =
                Map.<String, Object>of("description", description, "errorCode", 8, "type", "ERROR");
        fake().raiseAtConnected("Error", what, times);
    }
}
