package com.exorlive.meeting.sfucontrol.kurento;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.sfucontrol.Candidate;
import com.exorlive.meeting.sfucontrol.Description;
import com.exorlive.meeting.sfucontrol.Participant;
import com.exorlive.meeting.sfucontrol.SfuEvent;
import org.junit.jupiter.api.Test;

/// What Kurento is told before media flow.
class KurentoNegotiationTest extends KurentoCase {
    @Test
    void bandwidthIsSetBeforeAnythingIsDescribed() throws Exception {
        join(HOST);

        var log = fake().log();
        assertThat(log)
                .contains(
                        "setMaxVideoSendBandwidth {\"maxVideoSendBandwidth\":2500}",
                        "setMaxVideoRecvBandwidth {\"maxVideoRecvBandwidth\":2500}");
        assertThat(log.lastIndexOf("setMaxVideoRecvBandwidth"))
                .isLessThan(log.indexOf("generateOffer"));
    }

    @Test
    void aKurentoWithItsOwnListOfCodecsIsAskedForOursAlone() throws Exception {
        fake().hasAllCodecs = true;

        assertTwoMeetIn("room-2");
    }

    @Test
    void anOfferOfThePageIsRefusedBecauseKurentoTakesAFirefoxPictureForRejected() throws Exception {
        var pc = join(HOST).pcs().getFirst();

        room().describe(HOST, new Description(pc, 2, Description.Kind.OFFER, "v=0\r\n"));

        var refused = probe().awaitEvent(SfuEvent.Refused.class, HOST);
        assertThat(refused.reason()).isEqualTo(SfuEvent.RefusalReason.INCOMPATIBLE);
    }

    @Test
    void whoStaysKeepsItsPeerConnectionsWhenTheOtherReloads() throws Exception {
        Participant host = join(HOST);
        join(INVITEE);
        var before = host.pcs();

        Participant reloaded = join(INVITEE);

        assertReaches(host, reloaded, "1", "to the reloaded page");
        assertReaches(reloaded, host, "1", "from the reloaded page");
        assertThat(host.pcs()).isEqualTo(before);
        assertThat(fake().endpointCount()).isEqualTo(4);
    }

    @Test
    void s58KurentoIsToldOfPublicAddressesOfPagesAlone() throws Exception {
        Participant host = join(HOST);
        var pc = host.pcs().getFirst();

        room().candidate(HOST, new Candidate(pc, "1", candidate("10.0.0.7 6379")));
        room().candidate(HOST, new Candidate(pc, "1", candidate("8.8.4.4 50000")));
        room().candidate(HOST, new Candidate(pc, "9", candidate("8.8.8.8 50000")));

        probe().await(
                        "the public one",
                        () -> fake().log().stream().anyMatch(it -> it.contains("8.8.4.4 50000")));
        join(INVITEE);
        assertThat(fake().log())
                .anyMatch(
                        it ->
                                it.contains("\"sdpMid\":\"video0\"")
                                        && it.contains("\"sdpMLineIndex\":1"))
                .noneMatch(it -> it.contains("10.0.0.7") || it.contains("8.8.8.8"));
    }

    private static String candidate(String where) {
        return "candidate:1 1 udp 2130706431 " + where + " typ host";
    }
}
