package com.exorlive.meeting.loadtests.turn;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.exorlive.meeting.sfu.ice.StunKey;
import com.exorlive.meeting.sfu.ice.StunMessage;
import com.exorlive.meeting.sfu.ice.StunWriter;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// An allocation over UDP with a channel to one peer (RFC 8656): asks for it, keeps it, puts what
/// is sent into the channel and takes what comes out of it. Owns no socket, no thread, no clock.
/// Confined to its event loop.
public final class TurnClient {
    /// When nothing is to be done any more.
    public static final long NEVER = Long.MAX_VALUE;

    static final int CHANNEL_HEADER = 4;
    static final int REALM = 0x0014;
    static final int NONCE = 0x0015;
    private static final int CHANNEL = 0x4000;
    private static final int SUCCESS = 0x0100;
    private static final int ERROR = 0x0110;
    private static final int CHANNEL_NUMBER = 0x000C;
    private static final int LIFETIME = 0x000D;
    private static final int XOR_PEER_ADDRESS = 0x0012;
    private static final int REQUESTED_ADDRESS_FAMILY = 0x0017;
    private static final int REQUESTED_TRANSPORT = 0x0019;
    private static final byte UDP = 17;
    private static final byte IPV6 = 2;
    private static final int UNAUTHENTICATED = 401;
    private static final int STALE_NONCE = 438;

    /// Requests in a row that may be answered by a new nonce.
    private static final int MAX_CHALLENGES = 3;

    private static final int MAX_TRIES = 20;
    private static final long AGAIN_NANOS = 500_000_000L;

    /// A permission lives for five minutes, an allocation and a channel for ten.
    private static final long KEEP_NANOS = 240_000_000_000L;

    /// What the client asks for. The arrays are its own, and used again.
    public interface Output {
        /// To the TURN server.
        void transmit(byte[] data, int length);

        /// The peer sent this.
        void received(byte[] data, int length);

        /// There is no way through.
        void failed(String why);
    }

    /// The requests, in the order in which they follow each other.
    private enum Request {
        ALLOCATE(0x0003),
        BIND(0x0009),
        REFRESH(0x0004);

        private final int type;

        Request(int type) {
            this.type = type;
        }
    }

    private final TurnCredentials credentials;
    private final InetSocketAddress peer;
    private final Output out;
    private final StunWriter writer = new StunWriter();
    private final byte[] frame = new byte[2048 + CHANNEL_HEADER];
    private final byte[] transaction = new byte[12];
    private Request request = Request.ALLOCATE;
    private boolean isWaiting;
    private boolean isOpen;
    private boolean isOver;
    private int length;
    private int tries;
    private int challenges;
    private long nextNanos;
    private String realm = "";
    private byte[] nonce = {};
    private @Nullable StunKey key;

    TurnClient(TurnCredentials credentials, InetSocketAddress peer, Output out) {
        this.credentials = credentials;
        this.peer = peer;
        this.out = out;
    }

    /// Does what is due.
    ///
    /// @return when to come again
    public long onTimeout(long nowNanos) {
        if (isOver) {
            return NEVER;
        }
        if (!isWaiting) {
            if (isOpen && nowNanos - nextNanos < 0) {
                return nextNanos;
            }
            ask(isOpen ? Request.REFRESH : Request.ALLOCATE);
        } else if (nowNanos - nextNanos < 0) {
            return nextNanos;
        } else if (tries >= MAX_TRIES) {
            fail("the TURN server is silent");
            return NEVER;
        }
        tries++;
        out.transmit(writer.array(), length);
        nextNanos = nowNanos + AGAIN_NANOS;
        return nextNanos;
    }

    /// Sends to the peer, or drops it while there is no channel yet.
    ///
    /// @return whether it was sent
    public boolean send(byte[] data, int size) {
        if (!isOpen || size > frame.length - CHANNEL_HEADER) {
            return false;
        }
        ByteBuffer.wrap(frame).putShort((short) CHANNEL).putShort((short) size).put(data, 0, size);
        out.transmit(frame, CHANNEL_HEADER + size);
        return true;
    }

    /// The TURN server sent this.
    public void onDatagram(byte[] data, int size, long nowNanos) {
        if (size >= CHANNEL_HEADER && (data[0] & 0xC0) == 0x40) {
            onChannel(data, size);
        } else if (isWaiting) {
            TurnReply.read(data, size)
                    .filter(reply -> reply.answers(transaction))
                    .ifPresent(reply -> onReply(reply, data, size, nowNanos));
        }
    }

    /// Gives the allocation back.
    public void close() {
        if (isOpen && !isOver) {
            begin(Request.REFRESH).attribute(LIFETIME, new byte[4]);
            out.transmit(writer.array(), finish());
        }
        isOver = true;
        isOpen = false;
    }

    private void onChannel(byte[] data, int size) {
        var header = ByteBuffer.wrap(data);
        int inner = Short.toUnsignedInt(header.getShort(2));
        if (isOpen && header.getShort(0) == CHANNEL && inner <= size - CHANNEL_HEADER) {
            System.arraycopy(data, CHANNEL_HEADER, frame, 0, inner);
            out.received(frame, inner);
        }
    }

    private void onReply(TurnReply reply, byte[] data, int size, long nowNanos) {
        if (reply.type() == (request.type | ERROR)) {
            onError(reply, nowNanos);
        } else if (reply.type() == (request.type | SUCCESS) && isGenuine(data, size)) {
            challenges = 0;
            switch (request) {
                case ALLOCATE, REFRESH -> next(Request.BIND, nowNanos);
                case BIND -> {
                    isOpen = true;
                    isWaiting = false;
                    nextNanos = nowNanos + KEEP_NANOS;
                }
            }
        }
    }

    private boolean isGenuine(byte[] data, int size) {
        StunKey known = key;
        return known != null
                && StunMessage.parse(data, size)
                        .filter(message -> message.integrityMatches(known))
                        .isPresent();
    }

    private void onError(TurnReply reply, long nowNanos) {
        int error = reply.error();
        Optional<byte[]> fresh = reply.attribute(NONCE);
        boolean isChallenge = (error == UNAUTHENTICATED && key == null) || error == STALE_NONCE;
        if (!isChallenge || fresh.isEmpty() || ++challenges > MAX_CHALLENGES) {
            fail("the TURN server answered " + error);
            return;
        }
        nonce = fresh.get();
        realm = reply.attribute(REALM).map(bytes -> new String(bytes, UTF_8)).orElse(realm);
        key = credentials.key(realm);
        next(request, nowNanos);
    }

    private void next(Request following, long nowNanos) {
        ask(following);
        tries = 1;
        out.transmit(writer.array(), length);
        nextNanos = nowNanos + AGAIN_NANOS;
    }

    private void ask(Request wanted) {
        request = wanted;
        isWaiting = true;
        tries = 0;
        begin(wanted);
        switch (wanted) {
            case ALLOCATE -> {
                writer.attribute(REQUESTED_TRANSPORT, new byte[] {UDP, 0, 0, 0});
                if (peer.getAddress().getAddress().length > 4) {
                    writer.attribute(REQUESTED_ADDRESS_FAMILY, new byte[] {IPV6, 0, 0, 0});
                }
            }
            case BIND -> {
                writer.attribute(CHANNEL_NUMBER, new byte[] {CHANNEL >>> 8, 0, 0, 0});
                writer.attribute(XOR_PEER_ADDRESS, peerAddress());
            }
            case REFRESH -> {
                // As long as the server likes.
            }
        }
        length = finish();
    }

    private StunWriter begin(Request wanted) {
        ThreadLocalRandom.current().nextBytes(transaction);
        return writer.begin(wanted.type, transaction);
    }

    private int finish() {
        StunKey known = key;
        if (known == null) {
            return writer.finishUnauthenticated();
        }
        writer.username(credentials.user());
        writer.attribute(REALM, realm.getBytes(UTF_8)).attribute(NONCE, nonce);
        return writer.finish(known);
    }

    /// XORed with the cookie and the transaction, which lie in the message already.
    private byte[] peerAddress() {
        byte[] ip = peer.getAddress().getAddress();
        byte[] mask = Arrays.copyOfRange(writer.array(), 4, 20);
        var value = ByteBuffer.allocate(4 + ip.length);
        value.putShort((short) (ip.length == 4 ? 1 : IPV6));
        value.putShort((short) (peer.getPort() ^ ByteBuffer.wrap(mask).getShort()));
        for (int i = 0; i < ip.length; i++) {
            value.put((byte) (ip[i] ^ mask[i]));
        }
        return value.array();
    }

    private void fail(String why) {
        isOver = true;
        isOpen = false;
        out.failed(why);
    }
}
