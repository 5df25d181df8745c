package com.exorlive.meeting.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What others notice, who should notice nothing: S-25 and S-31. Times are compared with bounds
/// that only a real fault breaks.
@Tag("quiet")
class NeighbourTest {
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
    void twoPeopleSpeakWithoutDelayWhileAnotherFloods() throws Exception {
        node.close();
        node = new TestNode(core, data, SignalingSettings.Limits.defaults());
        var meeting = core.meeting("ingrid", "ola");
        var ingrid = node.join(meeting, "ingrid");
        var ola = node.join(meeting, "ola");
        var flood = new Flood(core.meeting("mallory", "nobody"), core.tokenOf("mallory"));
        // Not a virtual thread: it would take its turns from the server's.
        var thread = Thread.ofPlatform().start(flood);

        var millis = new long[500];
        for (int i = 0; i < millis.length; i++) {
            long before = System.nanoTime();
            ingrid.say("e2ee", ",\"to\":\"" + ola.conn + "\",\"data\":\"aGVp\"");
            ola.next("e2ee");
            millis[i] = Duration.ofNanos(System.nanoTime() - before).toMillis();
            if (i % 20 == 19) {
                // The pair stays within its own allowance, which goes by the node's clock.
                ola.text("{\"t\":\"ack\",\"ack\":" + ola.seen + "}");
                node.clock.advance(Duration.ofMillis(500));
            }
        }
        flood.isOver = true;
        thread.join(Duration.ofSeconds(10));

        Arrays.sort(millis);
        assertThat(flood.tries.get()).as("frames and sockets tried").isGreaterThan(10_000);
        System.out.printf("figure R-25 others-p99-ms %d%n", millis[millis.length * 99 / 100]);
        assertThat(millis[millis.length * 99 / 100]).as("p99 in ms").isLessThan(250);
    }

    @Test
    void whetherAMeetingIsThereDoesNotShowInTheTimeOfARefusal() throws Exception {
        var meeting = core.meeting("ingrid", "ola");
        var over = core.meeting("ingrid", "ola");
        var ingrid = node.join(over, "ingrid");
        ingrid.say("end", "");
        ingrid.next("ended");
        var unknown = core.unknownMeeting();
        var meetings = List.of(meeting, unknown, over);
        medians(meetings, 50);

        // In turns: what the machine does meanwhile is the same for all.
        var micros = medians(meetings, 150);

        long third = micros.get(meeting);
        long nothing = micros.get(unknown);
        long ended = micros.get(over);
        assertThat(third).as("µs of a third person").isBetween(nothing / 2, nothing * 2);
        assertThat(ended).as("µs of an ended one").isBetween(nothing / 2, nothing * 2);
    }

    /// The median of so many refusals of each.
    private Map<String, Long> medians(List<String> meetings, int times) throws Exception {
        var token = core.tokenOf("mallory");
        var micros = new HashMap<String, List<Long>>();
        for (int i = 0; i < times; i++) {
            for (var meeting : meetings) {
                long before = System.nanoTime();
                var answer = node.ticketAnswer(meeting, token, TestNode.challenge());
                long took = (System.nanoTime() - before) / 1_000;
                micros.computeIfAbsent(meeting, _ -> new ArrayList<>()).add(took);
                assertThat(answer.statusCode()).isEqualTo(404);
            }
        }
        return micros.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                it -> it.getValue().stream().sorted().toList().get(times / 2)));
    }

    /// Sends as fast as it goes, and comes again when it is cut.
    private final class Flood implements Runnable {
        private final AtomicInteger tries = new AtomicInteger();
        private final String meeting;
        private final String token;
        private volatile boolean isOver;

        Flood(String meeting, String token) {
            this.meeting = meeting;
            this.token = token;
        }

        @Override
        public void run() {
            while (!isOver) {
                try (var socket = RawSocket.open(node.server.port())) {
                    if (socket.status() == 101) {
                        speak(socket);
                    }
                    tries.incrementAndGet();
                } catch (IOException _) {
                    tries.incrementAndGet(); // Cut, so once more.
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
        }

        private void speak(RawSocket socket) throws Exception {
            var answer = node.ticketAnswer(meeting, token, TestNode.challenge());
            if (answer.statusCode() != 200) {
                return;
            }
            var ticket = TestNode.JSON.readTree(answer.body()).get("ticket").stringValue();
            socket.text(
                    "{\"t\":\"hello\",\"ticket\":\"%s\",\"verifier\":\"%s\"}"
                            .formatted(ticket, TestNode.VERIFIER));
            while (!isOver) {
                socket.text("{\"t\":\"ping\",\"n\":1}");
                tries.incrementAndGet();
            }
        }
    }
}
