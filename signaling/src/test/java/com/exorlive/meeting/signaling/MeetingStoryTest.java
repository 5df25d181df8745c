package com.exorlive.meeting.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class MeetingStoryTest {
    @TempDir Path data;
    private FakeCore core;
    private TestNode node;

    @BeforeEach
    void start() throws Exception {
        core = new FakeCore();
        node = new TestNode(core, data, TestNode.generous());
    }

    @AfterEach
    void stop() {
        node.close();
        core.close();
    }

    @Test
    void twoPeopleMeetSpeakAndEndTheMeetingForEver() throws Exception {
        var meeting = core.meeting("ingrid", "ola");
        var ola = node.page();
        ola.hello(node.ticket(meeting, "ola"));
        var atDoor = ola.welcome();
        assertThat(atDoor.at("/meeting/state").stringValue()).isEqualTo("waiting");
        assertThat(atDoor.at("/present/host/state").stringValue()).isEqualTo("absent");
        assertThat(atDoor.at("/people/host/name").stringValue()).isEqualTo("Ingrid Berg");
        assertThat(node.sfu.log).isEmpty();

        var ingrid = node.join(meeting, "ingrid");
        assertThat(ingrid.seat).isEqualTo("host");
        var presence = ola.next("presence");
        assertThat(presence.get("conn").stringValue()).isEqualTo(ingrid.conn);
        assertThat(presence.get("meetingState").stringValue()).isEqualTo("active");

        for (var page : List.of(ingrid, ola)) {
            var offer = page.next("describe");
            page.say(
                    "describe",
                    ",\"pc\":\"%s\",\"negotiation\":1,\"kind\":\"answer\",\"sdp\":\"v=0\""
                            .formatted(offer.get("pc").stringValue()));
            assertThat(page.next("media").get("state").stringValue()).isEqualTo("up");
        }

        ingrid.say("e2ee", ",\"to\":\"" + ola.conn + "\",\"data\":\"aGVp\"");
        var heard = ola.next("e2ee");
        assertThat(heard.get("from").stringValue()).isEqualTo(ingrid.conn);
        assertThat(heard.get("data").stringValue()).isEqualTo("aGVp");

        ola.say("end", "");
        for (var page : List.of(ingrid, ola)) {
            var ended = page.next("ended");
            assertThat(ended.get("by").stringValue()).isEqualTo("invitee");
            assertThat(ended.get("reason").stringValue()).isEqualTo("ended");
            assertThat(page.closeCode()).isEqualTo(1000);
        }
        assertThat(node.sfu.rooms).isEmpty();
        assertThat(node.ticketAnswer(meeting, "ingrid").statusCode()).isEqualTo(404);
        await(() -> core.events.size() == 5);
        assertThat(core.events.stream().map(event -> event.get("event")))
                .containsExactly("joined", "waiting", "joined", "started", "ended");
    }

    @Test
    void S11WhoseAccessEndedAtCoreIsShutOutAndTheOtherStays() throws Exception {
        var meeting = core.meeting("ingrid", "ola");
        var ingrid = node.join(meeting, "ingrid");
        var ola = node.join(meeting, "ola");
        ingrid.next("presence");

        core.accessEnds.add(Map.of("seq", 1, "subject", "kari", "sid", "her-sign-in"));
        core.accessEnds.add(Map.of("seq", 2, "subject", "kari"));
        core.accessEnds.add(Map.of("seq", 3, "subject", "ola"));

        assertThat(ola.closeCode()).isEqualTo(4004);
        assertThat(ingrid.next("presence").get("state").stringValue()).isEqualTo("absent");
        assertThat(ingrid.closed.isDone()).isFalse();
    }

    @Test
    void aPageThatLostItsSocketGetsWhatItMissed() throws Exception {
        var meeting = core.meeting("ingrid", "ola");
        var ingrid = node.join(meeting, "ingrid");
        var ola = node.join(meeting, "ola");
        ola.next("describe");
        ingrid.next("presence");
        ola.cut();
        assertThat(ingrid.next("presence").get("state").stringValue()).isEqualTo("lost");
        for (int i = 0; i < 10; i++) {
            ingrid.say("e2ee", ",\"to\":\"" + ola.conn + "\",\"data\":\"m" + i + "\"");
        }

        var again = node.page();
        again.resume(ola, ola.seen);
        var resumed = again.next("resumed");
        var data = new ArrayList<String>();
        for (int i = 0; i < 10; i++) {
            data.add(again.next("e2ee").get("data").stringValue());
        }

        assertThat(resumed.at("/present/host/state").stringValue()).isEqualTo("present");
        assertThat(data)
                .containsExactly("m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9");
        assertThat(ingrid.next("presence").get("state").stringValue()).isEqualTo("present");
        assertThat(node.sfu.log).doesNotContain("leave invitee");
    }

    @Test
    void relayCredentialsAreNewAheadOfAnOfferWhenTheOldOnesAreHalfGone() throws Exception {
        node.clock.standStill();
        var meeting = core.meeting("ingrid", "ola");
        var ingrid = node.page();
        ingrid.hello(node.ticket(meeting, "ingrid"));
        var first = ingrid.welcome();
        var ola = node.page();
        ola.hello(node.ticket(meeting, "ola"));
        var hers = username(first);
        var his = username(ola.welcome());
        var pc = ingrid.next("describe").get("pc").stringValue();
        assertThat(first.get("relayOnly").booleanValue()).isTrue();
        assertThat(lapses(hers)).isEqualTo(inTenMinutes());
        assertThat(pseudonym(hers)).isNotEqualTo(pseudonym(his));

        node.clock.advance(Duration.ofSeconds(299));
        ingrid.say("restart-ice", ",\"pc\":\"" + pc + "\"");
        assertThat(ingrid.typesUntil("describe")).doesNotContain("ice-servers");

        node.clock.advance(Duration.ofSeconds(1));
        ingrid.say("restart-ice", ",\"pc\":\"" + pc + "\"");
        var renewed = username(ingrid.next("ice-servers"));
        assertThat(ingrid.typesUntil("describe")).isEmpty();
        assertThat(lapses(renewed)).isEqualTo(inTenMinutes());
        assertThat(pseudonym(renewed)).isEqualTo(pseudonym(hers));
    }

    private Instant inTenMinutes() {
        return node.clock.instant().plusSeconds(600).truncatedTo(ChronoUnit.SECONDS);
    }

    private static String username(JsonNode message) {
        return message.at("/iceServers/0/username").stringValue();
    }

    private static Instant lapses(String username) {
        return Instant.ofEpochSecond(Long.parseLong(username.split(":", -1)[0]));
    }

    private static String pseudonym(String username) {
        return username.split(":", -1)[1];
    }

    @Test
    void aSecondPageOfOneselfTakesTheSeatAndTheOlderOneIsTold() throws Exception {
        var meeting = core.meeting("ingrid", "ola");
        var ingrid = node.join(meeting, "ingrid");
        var phone = node.join(meeting, "ola");
        ingrid.next("presence");

        var laptop = node.join(meeting, "ola");

        phone.next("replaced");
        assertThat(phone.closeCode()).isEqualTo(4009);
        var presence = ingrid.next("presence");
        assertThat(presence.get("state").stringValue()).isEqualTo("present");
        assertThat(presence.get("conn").stringValue()).isEqualTo(laptop.conn);
        var stubborn = node.page();
        stubborn.resume(phone, 0);
        stubborn.next("replaced");
        assertThat(stubborn.closeCode()).isEqualTo(4009);
        ingrid.say("e2ee", ",\"to\":\"" + phone.conn + "\",\"data\":\"old\",\"id\":\"q\"");
        assertThat(ingrid.next("error").get("code").stringValue()).isEqualTo("peer-gone");
    }

    @Test
    void aThirdPersonGetsTheAnswerThatAnUnknownMeetingHas() throws Exception {
        var meeting = core.meeting("ingrid", "ola");
        var over = core.meeting("ingrid", "ola");
        node.join(over, "ingrid").say("end", "");
        await(() -> core.ended.contains(over));

        var third = node.ticketAnswer(meeting, "mallory");
        var unknown = node.ticketAnswer(core.unknownMeeting(), "mallory");
        var ended = node.ticketAnswer(over, "ingrid");

        assertThat(third.statusCode()).isEqualTo(404);
        assertThat(withoutCorrelation(third.body()))
                .isEqualTo(withoutCorrelation(unknown.body()))
                .isEqualTo(withoutCorrelation(ended.body()));
        assertThat(third.headers().map().keySet()).isEqualTo(unknown.headers().map().keySet());
    }

    @Test
    void theSeatOfALostPageIsKeptForAMinuteAndNoLonger() throws Exception {
        var meeting = core.meeting("ingrid", "ola");
        var ingrid = node.join(meeting, "ingrid");
        var ola = node.join(meeting, "ola");
        ingrid.next("presence");
        ola.cut();
        var lost = ingrid.next("presence");
        assertThat(lost.get("graceEndsInMs").longValue()).isBetween(59_000L, 60_000L);

        node.clock.advance(Duration.ofSeconds(61));

        assertThat(ingrid.next("presence").get("state").stringValue()).isEqualTo("absent");
        assertThat(node.sfu.log).contains("leave invitee");
        var late = node.page();
        late.resume(ola, ola.seen);
        assertThat(late.next("resync").get("reason").stringValue()).isEqualTo("unknown-session");
        assertThat(late.closeCode()).isEqualTo(1000);
        var back = node.join(meeting, "ola");
        assertThat(ingrid.next("presence").get("conn").stringValue()).isEqualTo(back.conn);
    }

    @Test
    void anEndedMeetingStaysDeadWhenCoreWasAwayAndTheNodeRestarts() throws Exception {
        var meeting = core.meeting("ingrid", "ola");
        var ingrid = node.join(meeting, "ingrid");
        core.isDown = true;
        ingrid.say("end", "");
        ingrid.next("ended");
        node.close();
        core.isDown = false;
        assertThat(core.ended).doesNotContain(meeting);

        node = new TestNode(core, data, TestNode.generous());

        assertThat(node.ticketAnswer(meeting, "ingrid").statusCode()).isEqualTo(404);
        await(() -> core.ended.contains(meeting));
    }

    @Test
    void aPageThatWasAwayWhenTheMeetingEndedIsToldWhenItResumes() throws Exception {
        var meeting = core.meeting("ingrid", "ola");
        var ingrid = node.join(meeting, "ingrid");
        var ola = node.join(meeting, "ola");
        ola.next("describe");
        ola.cut();
        ingrid.next("presence");
        ingrid.say("end", "");
        ingrid.next("ended");

        var again = node.page();
        again.resume(ola, ola.seen);

        assertThat(again.next("ended").get("by").stringValue()).isEqualTo("host");
        assertThat(again.closeCode()).isEqualTo(1000);
    }

    @Test
    void aTicketOfAMeetingThatEndedInBetweenIsAnsweredWithItsEnd() throws Exception {
        var meeting = core.meeting("ingrid", "ola");
        var ingrid = node.join(meeting, "ingrid");
        var ticket = node.ticket(meeting, "ola");
        ingrid.say("end", "");
        ingrid.next("ended");

        var ola = node.page();
        ola.hello(ticket);

        assertThat(ola.next("ended").get("by").stringValue()).isEqualTo("host");
        assertThat(ola.closeCode()).isEqualTo(4010);
    }

    @Test
    void losingTheMediaServerRebuildsTheCallAndEndsNothing() throws Exception {
        var meeting = core.meeting("ingrid", "ola");
        var ingrid = node.join(meeting, "ingrid");
        var first = ingrid.next("describe").get("pc").stringValue();
        node.clock.advance(Duration.ofSeconds(6));

        node.sfu.onlyRoom().emit(new com.exorlive.meeting.sfucontrol.SfuEvent.RoomLost());

        assertThat(ingrid.next("drop-pc").get("pc").stringValue()).isEqualTo(first);
        assertThat(ingrid.next("describe").get("pc").stringValue()).isNotEqualTo(first);
    }

    static Stream<Throwable> bugs() {
        return Stream.of(new IllegalStateException("a bug"), new StackOverflowError("a bug"));
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void aBugEndsItsRoomAndBothComeBackToAnother(Throwable bug) throws Exception {
        var meeting = core.meeting("ingrid", "ola");
        var ingrid = node.join(meeting, "ingrid");
        var ola = node.join(meeting, "ola");
        var pc = ola.next("describe").get("pc").stringValue();
        node.sfu.atCandidate = () -> rethrow(bug);

        ola.say("candidate", ",\"pc\":\"" + pc + "\",\"mid\":\"0\",\"candidate\":\"\"");

        assertThat(ingrid.closeCode()).isEqualTo(1012);
        assertThat(ola.closeCode()).isEqualTo(1012);
        // The sockets are closed first: nobody waits for the media server.
        await(() -> node.sfu.log.getLast().equals("close"));
        assertThat(core.ended).isEmpty();
        node.join(meeting, "ingrid");
        assertThat(node.join(meeting, "ola").seat).isEqualTo("invitee");
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void rethrow(Throwable bug) throws T {
        throw (T) bug;
    }

    @Test
    void drainingSendsEverybodyAwayAndTakesNobody() throws Exception {
        var meeting = core.meeting("ingrid", "ola");
        var ingrid = node.join(meeting, "ingrid");

        node.signaling.drain(Duration.ofMillis(300));

        assertThat(ingrid.next("bye").get("delayMs").longValue()).isBetween(0L, 1_300L);
        assertThat(ingrid.closeCode()).isEqualTo(1012);
        assertThat(node.signaling.isReady()).isFalse();
        assertThat(node.ticketAnswer(meeting, "ola").statusCode()).isEqualTo(503);
        assertThat(core.events).noneMatch(event -> "ended".equals(event.get("event")));
    }

    @Test
    void whenCoreIsAwayNobodyIsLetInAndIsToldToTryAgain() throws Exception {
        var meeting = core.meeting("ingrid", "ola");
        node.ticket(meeting, "ola");
        core.isDown = true;

        var answer = node.ticketAnswer(meeting, "ola");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    private static String withoutCorrelation(String body) {
        return body.replaceAll("\"correlationId\":\"[^\"]*\"", "");
    }

    /// Waits for what another thread does.
    private static void await(java.util.function.BooleanSupplier condition) throws Exception {
        var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - until > 0) {
                throw new AssertionError("it did not come about");
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
