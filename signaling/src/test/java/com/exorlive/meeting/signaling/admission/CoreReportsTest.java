package com.exorlive.meeting.signaling.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.edge.outbound.BoundedHttp;
import com.exorlive.meeting.signaling.FakeCore;
import com.exorlive.meeting.signaling.metrics.SignalingMetrics;
import com.exorlive.meeting.signaling.protocol.Ending;
import com.exorlive.meeting.signaling.protocol.MeetingId;
import com.exorlive.meeting.signaling.protocol.Seat;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoreReportsTest {
    private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");
    private static final Ending ENDING = new Ending(Ending.By.HOST, Ending.Reason.ENDED);

    @TempDir Path data;
    private FakeCore core;
    private BoundedHttp http;
    private CoreReports reports;
    private MeetingId meeting;

    @BeforeEach
    void start() throws Exception {
        core = new FakeCore();
        http = new BoundedHttp(Duration.ofSeconds(2));
        meeting = new MeetingId(core.meeting("ingrid", "ola"));
        reports = open();
    }

    @AfterEach
    void stop() {
        reports.close();
        http.close();
        core.close();
    }

    private CoreReports open() {
        var clock = InstantSource.system();
        var api =
                new CoreApi(
                        core.uri("/core/v1"),
                        core.uri("/oidc/token"),
                        "signaling-id",
                        "s3cret",
                        http,
                        clock);
        var metrics = new SignalingMetrics(new PrometheusRegistry());
        return new CoreReports(api, data.resolve("endings.log"), metrics, clock);
    }

    @Test
    void reportsArriveInOrderThoughCoreWasAway() throws Exception {
        core.isDown = true;
        reports.report(new MeetingReport.Joined(meeting, AT, Seat.HOST));
        reports.report(new MeetingReport.Started(meeting, AT));
        reports.report(new MeetingReport.Left(meeting, AT, Seat.INVITEE));
        reports.report(new MeetingReport.Ended(meeting, AT, ENDING));
        core.isDown = false;

        await(() -> core.events.size() == 4);
        assertThat(core.events.stream().map(event -> event.get("event")))
                .containsExactly("joined", "started", "left", "ended");
        assertThat(core.events.getFirst()).containsEntry("seat", "host");
        assertThat(core.events.getLast())
                .containsEntry("by", "host")
                .containsEntry("reason", "ended")
                .containsEntry("at", AT.toString());
        assertThat(core.events.stream().map(event -> event.get("eventId")).distinct()).hasSize(4);
    }

    @Test
    void anEndingThatCoreDidNotHearIsToldAgainAfterARestartUnderTheSameName() throws Exception {
        core.isDown = true;
        reports.report(new MeetingReport.Ended(meeting, AT, ENDING));
        reports.close();
        core.isDown = false;

        reports = open();

        await(() -> core.events.size() == 1);
        assertThat(core.ended).contains(meeting.value());
        await(() -> reports.backlog() == 0);
        var eventId = core.events.getFirst().get("eventId");
        reports.close();
        reports = open();
        reports.report(new MeetingReport.Started(meeting, AT));
        await(() -> "started".equals(core.events.getLast().get("event")));
        // Told once more at most, if the crash came before the note; then under the same name.
        assertThat(core.events.subList(1, core.events.size() - 1))
                .allMatch(event -> event.get("eventId").equals(eventId));
    }

    @Test
    void whateverCoreDidNotHearIsToldAfterARestartInOrderAndOnce() throws Exception {
        core.isDown = true;
        reports.report(new MeetingReport.Waiting(meeting, AT, Seat.HOST));
        reports.report(new MeetingReport.Joined(meeting, AT, Seat.INVITEE));
        reports.report(new MeetingReport.Started(meeting, AT));
        reports.report(new MeetingReport.Refused(meeting, AT));
        reports.report(new MeetingReport.Left(meeting, AT, Seat.INVITEE));
        reports.close();
        core.isDown = false;

        reports = open();

        await(() -> core.events.size() == 5 && reports.backlog() == 0);
        assertThat(core.events.stream().map(event -> event.get("event")))
                .containsExactly("waiting", "joined", "started", "refused", "left");
        assertThat(core.events.get(1)).containsEntry("seat", "invitee");
        assertThat(core.events.stream().map(event -> event.get("eventId")).distinct()).hasSize(5);
    }

    @Test
    void anEndingOfAMeetingWhoseIdHasLapsedIsNotToldAnyMore() throws Exception {
        var lapsed =
                new MeetingId(
                        core.meeting(
                                "ingrid",
                                "ola",
                                Instant.now().minusSeconds(100),
                                Duration.ofSeconds(50)));
        reports.report(new MeetingReport.Ended(lapsed, AT, ENDING));
        reports.report(new MeetingReport.Started(meeting, AT));

        await(() -> core.events.size() == 1);
        assertThat(core.events.getFirst()).containsEntry("event", "started");
    }

    @Test
    void aReportThatCoreBreaksOverHoldsUpNobodyElse() throws Exception {
        core.broken = "joined";
        reports.report(new MeetingReport.Joined(meeting, AT, Seat.HOST));
        reports.report(new MeetingReport.Started(meeting, AT));

        await(() -> core.events.size() == 1);
        assertThat(core.events.getFirst()).containsEntry("event", "started");
    }

    @Test
    void anAnswerThatWeBreakOverDoesNotSilenceUsForEver() throws Exception {
        core.tokenSeconds = Long.MAX_VALUE; // More than an Instant holds.
        reports.report(new MeetingReport.Ended(meeting, AT, ENDING));
        await(() -> core.tokensAsked.get() > 0);
        core.tokenSeconds = 600;

        await(() -> core.events.size() == 1);
        assertThat(core.events.getFirst()).containsEntry("event", "ended");
    }

    private static void await(BooleanSupplier condition) throws Exception {
        var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - until > 0) {
                throw new AssertionError("it did not come about");
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
