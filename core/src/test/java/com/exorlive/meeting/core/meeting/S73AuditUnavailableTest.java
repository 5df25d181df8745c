package com.exorlive.meeting.core.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.Browser;
import com.exorlive.meeting.core.CoreUnderTest;
import com.exorlive.meeting.core.database.DatabaseException;
import com.exorlive.meeting.core.database.OnBothDatabases;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// S-73: while the audit log takes no lines a new meeting is refused, and a running one goes on;
/// its lines are written down as soon as it takes lines again. The database itself refuses.
@OnBothDatabases
final class S73AuditUnavailableTest {
    private CoreUnderTest core;
    private Browser ola;
    private String olasMeeting;
    private String karisMeeting;

    @BeforeEach
    void start() throws Exception {
        core = CoreUnderTest.start();
        var ingrid = core.signedIn("ingrid");
        ola = core.signedIn("ola");
        olasMeeting = meeting(ingrid, "Ola Nordmann");
        karisMeeting = meeting(ingrid, "Kari Dahl");
        var at = core.clock.instant().toString();
        core.signaling().report(olasMeeting, "started", "s", at, Map.of());
    }

    @AfterEach
    void stop() {
        core.close();
    }

    @Test
    void aRunningMeetingGoesOnAndItsLinesAreWrittenLater() {
        var signaling = core.signaling();
        refuseLines();
        var admitted = signaling.admit(olasMeeting, subject());
        assertThat(admitted.status()).isEqualTo(200);
        assertThat(admitted.text("seat")).isEqualTo("invitee");

        takeLines();
        core.sealAudit();
        assertThat(events()).contains("meeting-admit " + olasMeeting + " ok");
    }

    @Test
    void aNewMeetingIsRefused() {
        var signaling = core.signaling();
        var kari = core.signedIn("kari").api("GET", "/me").text("sub");
        refuseLines();
        var refused = signaling.admit(karisMeeting, kari);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.code()).isEqualTo("audit-unavailable");

        takeLines();
        assertThat(signaling.admit(karisMeeting, kari).status()).isEqualTo(200);
    }

    @Test
    void whoIsNobodyHereIsRefusedAllTheSame() {
        var signaling = core.signaling();
        refuseLines();
        assertThat(signaling.admit(olasMeeting, "somebody-else").status()).isEqualTo(404);
    }

    @Test
    void aReportIsAskedForAgainAndCountsOnce() {
        var signaling = core.signaling();
        var at = core.clock.instant().toString();
        var end = Map.of("by", "host", "reason", "ended-by-host");
        refuseLines();
        assertThat(signaling.report(olasMeeting, "ended", "e", at, end).status()).isEqualTo(503);
        takeLines();
        assertThat(signaling.report(olasMeeting, "ended", "e", at, end).status()).isEqualTo(204);
        assertThat(signaling.report(olasMeeting, "ended", "e", at, end).status()).isEqualTo(204);
        assertThat(events()).containsOnlyOnce("meeting-ended " + olasMeeting + " ok");
    }

    private String subject() {
        return ola.api("GET", "/me").text("sub");
    }

    private List<String> events() {
        return core.audit().stream()
                .map(it -> it.line())
                .map(it -> it.event() + " " + it.target() + " " + it.outcome())
                .toList();
    }

    /// Lines are refused by a constraint that no new one keeps, as by a full disk: any write of one
    /// fails, reading goes on.
    private void refuseLines() {
        core.sealAudit();
        core.database()
                .run(
                        handle ->
                                handle.execute(
                                        "alter table audit_pending add constraint full_disk"
                                                + " check (id < 0)"));
        assertThat(org.assertj.core.api.Assertions.catchThrowable(this::write))
                .isInstanceOf(DatabaseException.class);
    }

    private void write() {
        core.database()
                .run(
                        handle ->
                                handle.execute(
                                        "insert into audit_pending (happened_at, node, event,"
                                                + " actor, target, outcome, about, organisation,"
                                                + " unit, reference, role_name) values"
                                                + " (current_timestamp, '-', 'x', '-', '-', 'ok',"
                                                + " '-', '-', '-', '-', '-')"));
    }

    private void takeLines() {
        core.database()
                .run(
                        handle ->
                                handle.execute(
                                        "alter table audit_pending drop constraint full_disk"));
    }

    private static String meeting(Browser ingrid, String name) {
        var id =
                ingrid.api("GET", "/contacts")
                        .json()
                        .path("contacts")
                        .valueStream()
                        .filter(it -> it.path("name").asString("").equals(name))
                        .findFirst()
                        .orElseThrow()
                        .path("id")
                        .asString();
        return ingrid.api("POST", "/meetings", Map.of("contactId", id)).text("id");
    }
}
