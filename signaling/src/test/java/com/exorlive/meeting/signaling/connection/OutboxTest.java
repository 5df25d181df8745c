package com.exorlive.meeting.signaling.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.signaling.protocol.CloseCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final AtomicInteger overflows = new AtomicInteger();
    private final Outbox outbox = new Outbox(overflows::incrementAndGet);

    @Test
    void whatIsOrderedStaysInOrderAndWhatIsAheadGoesFirst() throws Exception {
        outbox.send("a");
        outbox.send("b");
        outbox.sendAhead("pong");
        outbox.closeAfterSending(CloseCode.OVER);

        assertThat(all()).containsExactly("pong", "a", "b", "close 1000");
    }

    @Test
    void aCloseNowDropsWhatWaitsApartFromTheLastWord() throws Exception {
        outbox.send("a");
        outbox.sendAhead("replaced");
        outbox.close(CloseCode.REPLACED);
        outbox.send("late");

        assertThat(all()).containsExactly("replaced", "close 4009");
        assertThat(outbox.isOpen()).isFalse();
    }

    @Test
    void the257thWaitingMessageClosesTheLine() throws Exception {
        for (int i = 0; i < 256; i++) {
            outbox.send("m");
        }
        assertThat(overflows).hasValue(0);

        outbox.send("m");
        outbox.send("m");

        assertThat(overflows).hasValue(1);
        assertThat(all()).containsExactly("close 4008");
    }

    @Test
    void moreThan512KibibytesWaitingCloseTheLine() throws Exception {
        for (int i = 0; i < 8; i++) {
            outbox.send("x".repeat(65_536));
        }
        assertThat(overflows).hasValue(0);

        outbox.send("x");

        assertThat(all()).containsExactly("close 4008");
    }

    @Test
    void whatWasTakenMakesRoomAgain() throws Exception {
        for (int i = 0; i < 10_000; i++) {
            outbox.send("x".repeat(1_000));
            outbox.take(0);
        }
        assertThat(overflows).hasValue(0);
        assertThat(outbox.isOpen()).isTrue();
    }

    @Test
    void onceTheSocketIsGoneTheWriterStops() throws Exception {
        outbox.send("a");
        outbox.onGone();

        assertThat(outbox.take(0)).contains(new Outbox.Work.Stop());
    }

    private List<String> all() throws InterruptedException {
        var all = new ArrayList<String>();
        while (all.isEmpty() || !all.getLast().startsWith("close")) {
            all.add(
                    switch (outbox.take(0).orElseThrow()) {
                        case Outbox.Work.Write(var frame) -> frame;
                        case Outbox.Work.Close(var code) -> "close " + code.number();
                        case Outbox.Work.Stop _ -> "close: stopped";
                    });
        }
        return all;
    }
}
