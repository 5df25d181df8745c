package com.exorlive.meeting.sfucontrol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// S-50: whoever guesses the time of a handshake can send ClientHellos from other addresses. Only
/// the address that passed an ICE check may begin one (RFC 8827, RFC 8842).
class S50HelloRaceTest extends EmbeddedSfuCase {
    private static final int CALLS = 50;
    private static final int HELLOS_PER_CALL = 2_000;
    private static final int ADDRESSES = 20;

    @Test
    void fiftyCallsOfFiftySucceedWhileStrangersSayHello() throws Exception {
        List<DatagramSocket> strangers = new ArrayList<>();
        for (int i = 0; i < ADDRESSES; i++) {
            strangers.add(stranger());
        }
        var wanted = new AtomicLong();
        var sent = new AtomicLong();
        Thread flood = Thread.ofPlatform().daemon().start(() -> flood(strangers, wanted, sent));
        for (int i = 0; i < CALLS; i++) {
            wanted.addAndGet(HELLOS_PER_CALL);
            Call call = Call.begin(sfu(), "call-" + i, peer(2L * i), peer(2L * i + 1));
            while (sent.get() < wanted.get()) {
                LockSupport.parkNanos(100_000);
            }
            call.close();
        }
        flood.interrupt();
        flood.join();

        assertThat(sent.get()).isEqualTo((long) CALLS * HELLOS_PER_CALL);
        assertThat(dropped("stranger")).isPositive();
        assertThat(sfu().counters().lost().values()).containsOnly(0L);
        for (DatagramSocket stranger : strangers.subList(0, 2)) {
            assertThat(receive(stranger)).as("an answer to a stranger").isEmpty();
        }
    }

    private void flood(List<DatagramSocket> strangers, AtomicLong wanted, AtomicLong sent) {
        byte[] hello = hello();
        while (!Thread.currentThread().isInterrupted()) {
            if (sent.get() >= wanted.get()) {
                LockSupport.parkNanos(100_000);
                continue;
            }
            try {
                int at = (int) (sent.getAndIncrement() % strangers.size());
                send(strangers.get(at), hello, hello.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// The head of a ClientHello record of DTLS 1.2.
    private static byte[] hello() {
        byte[] hello = new byte[200];
        byte[] head = {22, (byte) 254, (byte) 253, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 187, 1};
        System.arraycopy(head, 0, hello, 0, head.length);
        return hello;
    }
}
