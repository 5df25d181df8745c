package com.exorlive.meeting.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A room is made anew when its node dies: the meeting lasts no longer for that.
class MaxLengthTest {
    private static final Duration LONGEST = SignalingSettings.Meetings.defaults().maxLength();

    @TempDir Path data;
    private FakeCore core;
    private TestNode node;
    private String meeting;
    private Instant now;

    @BeforeEach
    void start() throws Exception {
        core = new FakeCore();
        node = new TestNode(core, data, TestNode.generous());
        now = node.clock.instant().truncatedTo(ChronoUnit.SECONDS);
        meeting = core.meeting("ingrid", "ola", now, LONGEST.multipliedBy(2));
    }

    @AfterEach
    void stop() {
        node.close();
        core.close();
    }

    @Test
    void aRoomMadeAnewEndsWhenTheFirstOneWouldHave() throws Exception {
        var began = now.minus(Duration.ofHours(1));
        core.startedAt.put(meeting, began);

        var page = node.page();
        page.hello(node.ticket(meeting, "ingrid"));

        assertThat(page.welcome().at("/meeting/endsAt").stringValue())
                .isEqualTo(began.plus(LONGEST).toString());
    }

    @Test
    void whatHasLastedLongEnoughIsNotOpenAnyMore() throws Exception {
        core.startedAt.put(meeting, now.minus(LONGEST));

        assertThat(node.ticketAnswer(meeting, "ingrid").statusCode()).isEqualTo(404);
    }
}
