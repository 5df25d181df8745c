package com.exorlive.meeting.sfu.peer;

import com.exorlive.meeting.sfu.ice.IceCredentials;
import com.exorlive.meeting.sfu.ice.StunKey;
import com.exorlive.meeting.sfu.ice.StunMessage;
import com.exorlive.meeting.sfu.ice.StunWriter;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;

/// The controlling side of ICE against one server address: checks until an answer comes, nominates,
/// then keeps the consent fresh. Owns no socket, no thread, no clock.
public final class IceController {
    /// In the descriptions of this side.
    private static final String PASSWORD = "peerpeerpeerpeerpeerpeer";

    /// The greatest wins.
    private static final long STAYS_CONTROLLING = -1;

    private static final long PACE_NANOS = 50_000_000L;
    private static final long LAPSE_NANOS = 30_000_000_000L;
    private static final int MAX_TRANSACTIONS = 32;
    private static final int PRIORITY = 1_845_501_695;

    /// How a browser keeps its consent fresh.
    public enum Habit {
        /// A check each 2.5 s with USE-CANDIDATE, each second while none is answered; goes on for
        /// ever.
        PLAIN(2_500_000_000L, 1_000_000_000L, true, false),
        /// As seen of Chromium.
        CHROMIUM(2_500_000_000L, 1_000_000_000L, true, true),
        /// As seen of Firefox: slower, and never nominates again.
        FIREFOX(5_000_000_000L, 5_000_000_000L, false, true);

        private final long everyNanos;
        private final long unansweredNanos;
        private final boolean isNominatingAlways;
        private final boolean isLapsing;

        Habit(long every, long unanswered, boolean isNominatingAlways, boolean isLapsing) {
            this.everyNanos = every;
            this.unansweredNanos = unanswered;
            this.isNominatingAlways = isNominatingAlways;
            this.isLapsing = isLapsing;
        }
    }

    private final Habit habit;
    private final Random random;
    private final Output out;
    private final StunWriter writer = new StunWriter();
    private IceCredentials server;
    private StunKey key;
    private String ownUfrag = "peer";
    private final Set<ByteBuffer> transactions = new LinkedHashSet<>();
    private long nextNanos;
    private boolean isAnswered;
    private boolean isNominated;
    private boolean isWaiting;
    private long lastAnswerNanos;

    /// What the controller asks for.
    public interface Output {
        void transmit(byte[] data, int length);

        /// The server answered the nomination.
        void nominated();
    }

    public IceController(IceCredentials server, Random random, long nowNanos, Output out) {
        this(Habit.PLAIN, server, random, nowNanos, out);
    }

    public IceController(
            Habit habit, IceCredentials server, Random random, long nowNanos, Output out) {
        this.habit = habit;
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
            transactions.clear();
            isAnswered = false;
            isNominated = false;
            nextNanos = nowNanos;
        }
    }

    /// Named so in the descriptions of this side from now on.
    public void onOwnUfrag(String ufrag) {
        ownUfrag = ufrag;
    }

    public void onTimeout(long nowNanos) {
        if (nowNanos - nextNanos < 0 || (isNominated && hasLapsed(nowNanos))) {
            return;
        }
        long consent = isWaiting ? habit.unansweredNanos : habit.everyNanos;
        nextNanos = nowNanos + (isNominated ? consent : PACE_NANOS);
        isWaiting = true;
        byte[] transaction = new byte[12];
        random.nextBytes(transaction);
        remember(transaction);
        writer.begin(StunMessage.BINDING_REQUEST, transaction)
                .username(server.ufrag() + ":" + ownUfrag)
                .controlling(STAYS_CONTROLLING)
                .priority(PRIORITY);
        if (isAnswered && (!isNominated || habit.isNominatingAlways)) {
            writer.useCandidate();
        }
        int length = writer.finish(key);
        out.transmit(writer.array(), length);
    }

    /// Answers a check, as one does who has to do with a server that is not ICE-lite.
    ///
    /// @return false if it is none
    public boolean onCheck(byte[] data, int length, InetSocketAddress from) {
        StunMessage message = StunMessage.parse(data, length).orElse(null);
        if (message == null || message.type() != StunMessage.BINDING_REQUEST) {
            return false;
        }
        var key = new StunKey(PASSWORD.getBytes(StandardCharsets.US_ASCII));
        if (message.integrityMatches(key)) {
            writer.begin(StunMessage.BINDING_SUCCESS, message.transactionId())
                    .xorMappedAddress(from);
            int size = writer.finish(key);
            out.transmit(writer.array(), size);
        }
        return true;
    }

    public void onDatagram(byte[] data, int length, long nowNanos) {
        StunMessage message = StunMessage.parse(data, length).orElse(null);
        if (message == null
                || message.type() != StunMessage.BINDING_SUCCESS
                || !transactions.contains(ByteBuffer.wrap(message.transactionId()))
                || !message.integrityMatches(key)) {
            return;
        }
        isWaiting = false;
        lastAnswerNanos = nowNanos;
        if (!isAnswered) {
            isAnswered = true;
            nextNanos = nowNanos;
        } else if (!isNominated) {
            isNominated = true;
            nextNanos = nowNanos + habit.everyNanos;
            out.nominated();
        }
    }

    /// RFC 7675 section 5.1: nothing is sent any more.
    public boolean hasLapsed(long nowNanos) {
        return habit.isLapsing && isNominated && nowNanos - lastAnswerNanos >= LAPSE_NANOS;
    }

    /// An answer may come after the next check has left.
    private void remember(byte[] transaction) {
        transactions.add(ByteBuffer.wrap(transaction));
        if (transactions.size() > MAX_TRANSACTIONS) {
            transactions.remove(transactions.iterator().next());
        }
    }

    private static StunKey keyOf(IceCredentials credentials) {
        return new StunKey(credentials.password().getBytes(StandardCharsets.US_ASCII));
    }
}
