package com.exorlive.meeting.sfucontrol.kurento;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.sfucontrol.Participant;
import com.exorlive.meeting.sfucontrol.SfuRoomId;
import org.junit.jupiter.api.Test;

/// What an earlier life of this node left at Kurento, and what this one leaves.
class KurentoLeftoversTest extends KurentoCase {
    @Test
    void peopleGoOnSeeingEachOtherWhenANodeBeginsAnewUntilTheirRoomIsOpenedAgain()
            throws Exception {
        Participant host = join(HOST);
        Participant invitee = join(INVITEE);

        // As after a crash: the same node begins again, without having let go of anything.
        try (var next = start(KurentoUnderTest.PATIENT)) {
            assertReaches(host, invitee, "1", "while nobody has come back");
            assertThat(next.counters().adopted()).isEqualTo(1);
            assertThat(fake().pipelineCount()).isEqualTo(1);

            next.open(new SfuRoomId("room-1"), _ -> {});
            assertThat(fake().pipelineCount()).isEqualTo(1);
            assertThat(fake().endpointCount()).isZero();
            assertThat(next.counters().orphans()).isZero();
        }
    }

    @Test
    void pipelinesOfAnEarlierLifeThatNobodyClaimsAreReleasedAndThoseOfOthersAreNot()
            throws Exception {
        fake().addForeignPipeline("another");
        assertThat(fake().pipelineCount()).isEqualTo(2);

        try (var next = start(KurentoUnderTest.SHARP)) {
            assertThat(next.counters().orphans()).isEqualTo(1);
            assertThat(fake().tags())
                    .singleElement()
                    .satisfies(tags -> assertThat(tags).containsEntry("exorlive-node", "another"));

            // Having been listed doesn't keep it alive when its own node is gone.
            fake().collectGarbage();
            fake().collectGarbage();
            assertThat(fake().pipelineCount()).isZero();
        }
    }

    @Test
    void nothingIsLeftAtKurentoWhenTheDriverIsClosed() throws Exception {
        join(HOST);
        assertThat(fake().pipelineCount()).isEqualTo(1);

        sfu().close();

        assertThat(fake().pipelineCount()).isZero();
    }

    @Test
    void meetingsAreNotNamedAtKurento() {
        assertThat(fake().tags())
                .singleElement()
                .satisfies(
                        tags ->
                                assertThat(tags)
                                        .containsEntry("exorlive-node", "test")
                                        .doesNotContainValue("room-1"));
    }
}
