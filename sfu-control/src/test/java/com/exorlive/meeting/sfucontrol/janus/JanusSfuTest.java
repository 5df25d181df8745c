package com.exorlive.meeting.sfucontrol.janus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exorlive.meeting.sfucontrol.Participant;
import com.exorlive.meeting.sfucontrol.SfuControl;
import com.exorlive.meeting.sfucontrol.SfuControlContract;
import com.exorlive.meeting.sfucontrol.SfuEvent;
import com.exorlive.meeting.sfucontrol.SfuRoomId;
import com.exorlive.meeting.sfucontrol.SfuUnavailableException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Debian's Janus keeps the contract. Needs root, for a network namespace; is left out otherwise.
class JanusSfuTest extends SfuControlContract {
    /// A busy machine may keep Janus or this process waiting for longer than the product waits.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static JanusServer janus;

    @BeforeAll
    static void startJanus() throws Exception {
        janus = JanusServer.start();
    }

    @AfterAll
    static void stopJanus() throws Exception {
        if (janus != null) {
            janus.close();
        }
    }

    @Override
    protected SfuControl start() {
        return JanusSfu.start(janus.settings(), PATIENCE);
    }

    @Test
    void roomsAreLostAtOnceWhenJanusEndsAndNewOnesCanBeHadWhenItIsBack() throws Exception {
        join(HOST);

        janus.kill();
        awaitRoomLost();
        probe().await("Janus is known to be gone", () -> !sfu().isReady());

        assertThatThrownBy(() -> sfu().open(new SfuRoomId("room-2"), _ -> {}))
                .isInstanceOf(SfuUnavailableException.class);
        janus.run();
        probe().await("Janus is back", sfu()::isReady);
        openRoom("room-3");
        Participant host = join(HOST);
        Participant invitee = join(INVITEE);
        assertReaches(host, invitee, "1", "after the restart of Janus");
    }

    @Test
    void roomsAreLostWhenJanusHangs() throws Exception {
        open(JanusSfu.start(janus.settings()));

        janus.signal("STOP");
        try {
            awaitRoomLost();
        } finally {
            janus.signal("CONT");
        }

        probe().await("Janus is back", sfu()::isReady);
    }

    private void awaitRoomLost() throws InterruptedException {
        probe().await("the room is lost", () -> probe().events().contains(new SfuEvent.RoomLost()));
    }

    @Test
    void nothingIsLeftAtJanusWhenARoomIsClosedOrANodeBeginsAnew() throws Exception {
        join(HOST);
        assertThat(roomsAtJanus()).isEqualTo(1);
        var abandoned = sfu();

        // As after a crash: the same node begins again, without having let go of anything.
        try (var next = JanusSfu.start(janus.settings(), PATIENCE)) {
            assertThat(next.isReady()).isTrue();
            assertThat(roomsAtJanus()).isZero();
        }
        abandoned.close();
    }

    private int roomsAtJanus() throws Exception {
        try (var http = java.net.http.HttpClient.newHttpClient()) {
            var session = new JanusSession(JanusServer.API_SECRET, PATIENCE);
            session.use(JanusSocket.connect(http, janus.address(), PATIENCE, session::onMessage));
            long handle = session.attach("count", (_, _) -> {});
            var list =
                    session.say(
                            handle, Map.of("request", "list", "admin_key", JanusServer.ADMIN_KEY));
            session.close();
            return list.plugin().path("list").size();
        }
    }
}
