package com.exorlive.meeting.sfu.peer;

import com.exorlive.meeting.sfu.ice.IceCredentials;
import com.exorlive.meeting.sfu.ice.StunKey;
import com.exorlive.meeting.sfu.ice.StunMessage;
import com.exorlive.meeting.sfu.ice.StunWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/// The controlling side of ICE against one server address: checks until an answer comes, nominates,
/// then keeps the consent fresh. Owns no socket, no thread, no clock.
public final class IceController {
    private static final long PACE_NANOS = 50_000_000L;
    private static final long CONSENT_NANOS = 2_500_000_000L;
    private static final int PRIORITY = 1_845_501_695;

    private final Random random;
    private final Output out;
    private final StunWriter writer = new StunWriter();
    private IceCredentials server;
    private StunKey key;
    private byte[] transaction = {};
    private long nextNanos;
    private boolean isAnswered;
    private boolean isNominated;

    /// What the controller asks for.
    public interface Output {
        void transmit(byte[] data, int length);

        /// The server answered the nomination.
        void nominated();
    }

    public IceController(IceCredentials server, Random random, long nowNanos, Output out) {
        this.random = random;
        this.out = out;
        this.nextNanos = nowNanos;
        this.server = server;
        this.key = keyOf(server);
    }

    /// The server offered other credentials: an ICE restart.
    public void onCredentials(IceCredentials credentials, long nowNanos) {
        if (!credentials.equals(server)) {
            server = credentials;
            key = keyOf(credentials);
            isAnswered = false;
            isNominated = false;
            nextNanos = nowNanos;
        }
    }

    public void onTimeout(long nowNanos) {
        if (nowNanos - nextNanos < 0) {
            return;
        }
        nextNanos = nowNanos + (isNominated ? CONSENT_NANOS : PACE_NANOS);
        transaction = new byte[12];
        random.nextBytes(transaction);
        writer.begin(StunMessage.BINDING_REQUEST, transaction)
                .username(server.ufrag() + ":peer")
                .controlling(1)
                .priority(PRIORITY);
        if (isAnswered) {
            writer.useCandidate();
        }
        int length = writer.finish(key);
        out.transmit(writer.array(), length);
    }

    public void onDatagram(byte[] data, int length, long nowNanos) {
        StunMessage message = StunMessage.parse(data, length).orElse(null);
        if (message == null
                || message.type() != StunMessage.BINDING_SUCCESS
                || !Arrays.equals(message.transactionId(), transaction)
                || !message.integrityMatches(key)) {
            return;
        }
        if (!isAnswered) {
            isAnswered = true;
            nextNanos = nowNanos;
        } else if (!isNominated) {
            isNominated = true;
            nextNanos = nowNanos + CONSENT_NANOS;
            out.nominated();
        }
    }

    private static StunKey keyOf(IceCredentials credentials) {
        return new StunKey(credentials.password().getBytes(StandardCharsets.US_ASCII));
    }
}
