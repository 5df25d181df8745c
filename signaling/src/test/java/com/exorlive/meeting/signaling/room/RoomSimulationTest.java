package com.exorlive.meeting.signaling.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.sfucontrol.SfuEvent;
import com.exorlive.meeting.signaling.admission.MeetingReport;
import com.exorlive.meeting.signaling.admission.SeatGrant;
import com.exorlive.meeting.signaling.metrics.SignalingMetrics;
import com.exorlive.meeting.signaling.protocol.ClientMessage;
import com.exorlive.meeting.signaling.protocol.EndWhen;
import com.exorlive.meeting.signaling.protocol.MeetingId;
import com.exorlive.meeting.signaling.protocol.MessageReader;
import com.exorlive.meeting.signaling.protocol.MessageWriter;
import com.exorlive.meeting.signaling.protocol.People;
import com.exorlive.meeting.signaling.protocol.Person;
import com.exorlive.meeting.signaling.protocol.Seat;
import com.exorlive.meeting.signaling.protocol.SecretSource;
import com.exorlive.meeting.signaling.protocol.ServerMessage.Timing;
import com.exorlive.meeting.signaling.protocol.SessionId;
import com.exorlive.meeting.signaling.registry.InMemoryRoomRegistry;
import com.exorlive.meeting.signaling.token.SignInId;
import com.exorlive.meeting.signaling.token.Subject;
import com.exorlive.meeting.signaling.turn.TurnServers;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Two pages and a room on a network that delays and cuts. Every seed is another story.
class RoomSimulationTest {
    private static final MeetingId MEETING = new MeetingId("AWsBXZBrAq8Q8xJ3qdysV0sdm-2JuJM6nQ");
    private static final String SECRET = "A".repeat(43);

    @TempDir Path data;
    private final VirtualTime time = new VirtualTime();
    private final List<MeetingReport> reports = new ArrayList<>();
    private final Set<SessionId> sessions = new HashSet<>();
    private final MessageReader reader = new MessageReader();
    private final List<SimulatedPage> pages = new ArrayList<>();
    private final List<VirtualSocket> sockets = new ArrayList<>();
    private final FakeSfu sfu = new FakeSfu();
    private Random random = new Random(0);
    private Room room;

    static LongStream seeds() {
        return LongStream.range(1, 100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everythingSaidIsHeardOnceAndInOrderThoughSocketsAreCut(long seed) {
        begin(seed);
        var host = page(Seat.HOST, "ingrid", "host");
        var invitee = page(Seat.INVITEE, "ola", "invitee");
        time.runFor(1_000);
        talk(host);
        talk(invitee);
        for (int i = 0; i < 12; i++) {
            time.after(random.nextInt(30_000), this::cutSomething);
        }
        time.runFor(31_000);
        time.runFor(30_000); // The network is good again.

        assertThat(host.isResynced || invitee.isResynced).isFalse();
        assertThat(invitee.heard.get(host.conn)).isEqualTo(host.said.get(invitee.conn)).hasSize(60);
        assertThat(host.heard.get(invitee.conn)).isEqualTo(invitee.said.get(host.conn)).hasSize(60);
        assertThat(reports).noneMatch(report -> report instanceof MeetingReport.Ended);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void reloadsThirdPeopleAndTheEndBreakNoRule(long seed) {
        begin(seed);
        page(Seat.HOST, "ingrid", "host");
        page(Seat.INVITEE, "ola", "invitee");
        time.runFor(1_000);
        pages.forEach(this::talk);
        for (int i = 0; i < 6; i++) {
            time.after(random.nextInt(30_000), this::cutSomething);
            time.after(random.nextInt(30_000), this::reloadSomebody);
            time.after(
                    random.nextInt(30_000),
                    () ->
                            page(
                                    random.nextBoolean() ? Seat.HOST : Seat.INVITEE,
                                    "mallory",
                                    "third"));
        }
        time.runFor(35_000);
        var current = pages.get(0).isReplaced ? lastOf("host") : pages.get(0);
        current.end();
        time.runFor(90_000);
        int heardByTheEnd = heard();
        pages.forEach(SimulatedPage::say);
        time.runFor(10_000);

        for (var listener : pages) {
            for (var speaker : pages) {
                var heard = listener.heard.getOrDefault(speaker.conn, List.of());
                var said = speaker.said.getOrDefault(listener.conn, List.of());
                assertThat(said.subList(0, heard.size())).isEqualTo(heard);
            }
            if (listener.log.contains("closed 4004")) {
                assertThat(listener.conn).isEmpty();
                assertThat(listener.heard).isEmpty();
            }
        }
        assertThat(pages.stream().filter(page -> page.log.contains("closed 4004"))).hasSize(6);
        assertThat(heard()).isEqualTo(heardByTheEnd);
        assertThat(reports.getLast()).isInstanceOf(MeetingReport.Ended.class);
        assertThat(sfu.rooms).isEmpty();
    }

    private void begin(long seed) {
        random = new Random(seed);
        var registry = new InMemoryRoomRegistry(data.resolve("ended-" + seed), time::now);
        var ports =
                new RoomPorts(
                        sfu,
                        registry,
                        reports::add,
                        new SignalingMetrics(new PrometheusRegistry()),
                        new MessageWriter(),
                        new SecretSource(new Random(seed)),
                        new Timing(
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(12),
                                Duration.ofSeconds(60)),
                        Duration.ofHours(4),
                        TurnServers.none());
        room = new Room(grant(Seat.HOST, "ingrid"), ports, new Owner());
        tick();
    }

    private final class Owner implements RoomOwner {
        @Override
        public void onSessionBegan(SessionId sid) {
            sessions.add(sid);
        }

        @Override
        public void onSessionGone(SessionId sid) {
            sessions.remove(sid);
        }

        @Override
        public void onSfu(long incarnation, SfuEvent event) {
            time.after(
                    random.nextInt(50),
                    () -> room.on(new RoomInput.Sfu(incarnation, event), time.now()));
        }
    }

    private void tick() {
        room.onTime(time.now());
        time.after(50, this::tick);
    }

    private SimulatedPage page(Seat seat, String subject, String name) {
        var page =
                new SimulatedPage(
                        name + (pages.size() < 2 ? "" : pages.size()),
                        time,
                        (who, opening) -> connect(who, opening, seat, subject),
                        "{\"t\":\"hello\",\"ticket\":\"%s\",\"verifier\":\"%s\"}"
                                .formatted(SECRET, SECRET));
        pages.add(page);
        page.start();
        return page;
    }

    /// The server's side of a socket, without what `connection` does about limits.
    private VirtualSocket connect(SimulatedPage page, String opening, Seat seat, String subject) {
        var greeted = new boolean[1];
        var self = new VirtualSocket[1];
        var socket =
                new VirtualSocket(
                        time,
                        random,
                        page,
                        frame -> {
                            if (!greeted[0]) {
                                greeted[0] = true;
                                open(reader.readOpening(frame), self[0], seat, subject);
                            } else {
                                room.on(
                                        new RoomInput.Frame(reader.read(frame), self[0]),
                                        time.now());
                            }
                        });
        self[0] = socket;
        sockets.add(socket);
        socket.fromPage(opening);
        return socket;
    }

    private void open(
            ClientMessage.Opening opening, VirtualSocket socket, Seat seat, String subject) {
        switch (opening) {
            case ClientMessage.Hello _ ->
                    room.on(new RoomInput.Hello(grant(seat, subject), socket), time.now());
            case ClientMessage.Resume resume ->
                    room.on(new RoomInput.Resume(resume, socket), time.now());
        }
    }

    private static SeatGrant grant(Seat seat, String subject) {
        return new SeatGrant(
                MEETING,
                seat,
                new Subject("issuer", subject),
                new People(new Person("Ingrid", "trainer"), new Person("Ola", "client")),
                EndWhen.EITHER,
                MEETING.notAfter(),
                new SignInId("issuer", ""));
    }

    private void talk(SimulatedPage page) {
        for (int i = 0; i < 60; i++) {
            time.after(random.nextInt(30_000), page::say);
        }
    }

    private void cutSomething() {
        var alive = sockets.stream().filter(socket -> !socket.isDead()).toList();
        if (!alive.isEmpty()) {
            var victim = alive.get(random.nextInt(alive.size()));
            victim.cut();
            pages.forEach(page -> page.onCut(victim));
            time.after(
                    random.nextInt(15_000),
                    () -> room.on(new RoomInput.LineLost(victim), time.now()));
        }
    }

    private void reloadSomebody() {
        var isHost = random.nextBoolean();
        var page =
                page(
                        isHost ? Seat.HOST : Seat.INVITEE,
                        isHost ? "ingrid" : "ola",
                        isHost ? "host" : "invitee");
        time.after(500, () -> talk(page));
    }

    private SimulatedPage lastOf(String name) {
        return pages.stream()
                .filter(page -> !page.isReplaced && !page.conn.isEmpty())
                .filter(page -> page.toString().startsWith(name))
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    private int heard() {
        return pages.stream()
                .mapToInt(page -> page.heard.values().stream().mapToInt(List::size).sum())
                .sum();
    }
}
