package com.exorlive.meeting.sfucontrol.kurento;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exorlive.meeting.sfucontrol.Participant;
import com.exorlive.meeting.sfucontrol.SfuEvent;
import com.exorlive.meeting.sfucontrol.SfuEvent.DownReason;
import com.exorlive.meeting.sfucontrol.SfuRoomId;
import com.exorlive.meeting.sfucontrol.SfuUnavailableException;
import org.junit.jupiter.api.Test;

/// How the driver keeps its session: Kurento ends, hangs, forgets, or loses the connection.
class KurentoConnectionTest extends KurentoCase {
    @Test
    void roomsAreLostAtOnceWhenKurentoEndsAndNewOnesCanBeHadWhenItIsBack() throws Exception {
        join(HOST);
        join(INVITEE);

        fake().kill();
        awaitRoomLost();

        assertThatThrownBy(() -> sfu().open(new SfuRoomId("room-2"), _ -> {}))
                .isInstanceOf(SfuUnavailableException.class);
        fake().run();
        probe().await("Kurento is back", sfu()::isReady);
        assertTwoMeetIn("room-3");
        assertThat(counters().sessions()).isEqualTo(2);
    }

    @Test
    void aControlConnectionThatBreaksIsMadeAgainAndCallsGoOn() throws Exception {
        Participant host = join(HOST);
        Participant invitee = join(INVITEE);

        fake().reset();
        probe().await("the same session", () -> counters().resumed() > 0);

        assertReaches(host, invitee, "1", "after the reset");
        Participant reloaded = join(INVITEE);
        assertReaches(host, reloaded, "1", "to the reloaded page");
        assertThat(probe().events()).doesNotContain(new SfuEvent.RoomLost());
        assertThat(counters().sessions()).isEqualTo(1);
    }

    @Test
    void roomsAreLostWhenKurentoHasForgottenTheSession() throws Exception {
        join(HOST);
        join(INVITEE);

        fake().resetAndForget();
        awaitRoomLost();

        probe().await("another session", sfu()::isReady);
        assertTwoMeetIn("room-2");
    }

    @Test
    void roomsAreLostSoonWhenKurentoHangs() throws Exception {
        open(start(KurentoUnderTest.SHARP));

        fake().hang(true);
        awaitRoomLost();

        fake().hang(false);
        probe().await("Kurento is back", sfu()::isReady);
    }

    @Test
    void aSlowKurentoIsWaitedFor() throws Exception {
        fake().delay(20);
        Participant host = join(HOST);
        Participant invitee = join(INVITEE);

        assertReaches(host, invitee, "1", "slowly");
    }

    @Test
    void whatKurentoSaidWhileTheConnectionWasBrokenIsFoundOut() throws Exception {
        Participant host = join(HOST);
        fake().isMute = true;
        host.close();
        probe().await("Kurento knows", () -> !fake().hasConnected());

        fake().isMute = false;
        fake().reset();

        var down = probe().awaitEvent(SfuEvent.MediaDown.class, HOST);
        assertThat(down.reason()).isEqualTo(DownReason.CONSENT_LOST);
    }

    @Test
    void aHalfOpenConnectionIsNotLeftToTheLibrarysFourMinutes() {
        assertThat(System.getProperty("kurento.client.keepAliveTime")).isEqualTo("5000");
    }
}
