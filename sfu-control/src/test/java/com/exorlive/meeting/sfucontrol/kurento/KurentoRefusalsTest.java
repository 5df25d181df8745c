package com.exorlive.meeting.sfucontrol.kurento;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exorlive.meeting.sfu.peer.TestPeer;
import com.exorlive.meeting.sfucontrol.SfuEvent;
import com.exorlive.meeting.sfucontrol.SfuRoomId;
import com.exorlive.meeting.sfucontrol.SfuUnavailableException;
import org.junit.jupiter.api.Test;

/// What Kurento refuses, and what becomes of the room.
class KurentoRefusalsTest extends KurentoCase {
    @Test
    void anEndpointThatWillNotNegotiateLosesTheRoomAndTheNextOneIsGood() throws Exception {
        fake().refuse("generateOffer", 40208);
        probe().join(HOST);
        awaitRoomLost();

        assertTwoMeetIn("room-2");
    }

    @Test
    void anAnswerThatKurentoRefusesIsRefusedAndNothingElse() throws Exception {
        fake().refuse("processAnswer", 40206);
        var host = new TestPeer(1);
        probe().answerWith(HOST, host);
        probe().join(HOST);

        var refused = probe().awaitEvent(SfuEvent.Refused.class, HOST);

        assertThat(refused.reason()).isEqualTo(SfuEvent.RefusalReason.INCOMPATIBLE);
        assertThat(probe().events()).doesNotContain(new SfuEvent.RoomLost());
        host.vanish();
    }

    @Test
    void aFullKurentoGetsNoRoom() {
        fake().refuse("create", 40009);

        assertThatThrownBy(() -> sfu().open(new SfuRoomId("room-2"), _ -> {}))
                .isInstanceOf(SfuUnavailableException.class)
                .hasMessageContaining("40009");

        assertThat(counters().refused()).isEqualTo(1);
        sfu().open(new SfuRoomId("room-2"), _ -> {}).close();
    }

    @Test
    void aRoomThatFindsKurentoFullIsLost() throws Exception {
        fake().refuse("create", 40009);
        probe().join(HOST);

        awaitRoomLost();

        assertThat(counters().refused()).isEqualTo(1);
    }
}
