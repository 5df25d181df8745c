package com.exorlive.meeting.sfucontrol.kurento;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.sfucontrol.Participant;
import com.exorlive.meeting.sfucontrol.SfuEvent;
import com.exorlive.meeting.sfucontrol.SfuEvent.DownReason;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Kurento says of media while a call runs.
class KurentoMediaFaultsTest extends KurentoCase {
    /// Seen: an error for each frame.
    private static final int STORM = 300;

    @ParameterizedTest
    @CsvSource({"TRANSCODING, 1, 0", "PAYLOAD, 0, 1"})
    void kurentoThatCanNotReadFramesOrDecodesThemStopsTheMediaOnce(
            String fault, int transcodings, int payloadErrors) throws Exception {
        join(HOST);
        join(INVITEE);

        if (fault.equals("TRANSCODING")) {
            var what = Map.<String, Object>of("state", fault, "binName", "b", "mediaType", "VIDEO");
            fake().raiseAtConnected("MediaTranscodingStateChanged", what, STORM);
        } else {
            raiseErrors("Could not encode stream. rtpvp8pay0: Failed to parse VP8 frame", STORM);
        }
        awaitRoomLost();

        assertThat(counters().transcodings()).isEqualTo(transcodings);
        assertThat(counters().payloadErrors()).isEqualTo(payloadErrors);
        assertThat(probe().events()).containsOnlyOnce(new SfuEvent.RoomLost());
        probe().await("media are stopped", () -> fake().pipelineCount() == 0);
        assertTwoMeetIn("room-2");
    }

    @Test
    void otherErrorsAreCounted() throws Exception {
        Participant host = join(HOST);
        Participant invitee = join(INVITEE);

        raiseErrors("something else", 1);
        probe().await("it is counted", () -> counters().otherErrors() == 1);

        assertReaches(host, invitee, "1", "all the same");
    }

    @Test
    void eventsInAnyOrderDoNotTakeMediaDown() throws Exception {
        join(HOST);
        join(INVITEE);

        fake().raiseAtConnected(
                        "IceComponentStateChanged",
                        Map.of("streamId", 1, "componentId", 1, "state", "CONNECTING"));
        raiseErrors("the last event", 1);
        probe().await("all were heard", () -> counters().otherErrors() == 1);

        assertThat(probe().events()).noneMatch(SfuEvent.MediaDown.class::isInstance);
    }

    @Test
    void whatGoesIntoKurentoAndNeverComesOutStopsTheMedia() throws Exception {
        fake().isStuck = true;
        join(HOST);
        join(INVITEE);

        awaitRoomLost();

        assertThat(counters().stuck()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"IceComponentStateChanged, FAILED", "MediaStateChanged, DISCONNECTED"})
    void whoVanishesIsReportedHoweverKurentoSaysIt(String type, String state) throws Exception {
        join(HOST);

        fake().raiseAtConnected(
                        type,
                        type.startsWith("Ice")
                                ? Map.of("streamId", 1, "componentId", 1, "state", state)
                                : Map.of("oldState", "CONNECTED", "newState", state));

        var down = probe().awaitEvent(SfuEvent.MediaDown.class, HOST);
        assertThat(down.reason()).isEqualTo(DownReason.CONSENT_LOST);
    }
}
