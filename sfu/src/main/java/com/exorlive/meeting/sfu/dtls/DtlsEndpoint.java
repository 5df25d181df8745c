package com.exorlive.meeting.sfu.dtls;

import com.exorlive.meeting.sfu.sdp.Fingerprint;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs Bouncy Castle's blocking DTLS server for one leg on a virtual thread of its own and makes
/// it look like a machine. The thread starts with the first datagram and goes on after the
/// handshake: it repeats a lost last flight and hears the browser's good-bye.
///
/// It computes only in its turn, and before its first turn nothing is made for it but a queue, so
/// that a hello that waits costs next to nothing.
///
/// No HelloVerifyRequest: the ICE check has validated the address already, and browsers fragment
/// their ClientHello. Confined to its event loop, except `run`.
public final class DtlsEndpoint implements Dtls {
    private static final Logger LOG = LoggerFactory.getLogger(DtlsEndpoint.class);
    private static final int LISTEN_MILLIS = 30_000;
    private static final int MAX_DATAGRAM = 1500;

    private final Executor loop;
    private final DtlsOutput out;
    private final CompletableFuture<Fingerprint> announced = new CompletableFuture<>();
    private final DtlsCertificate certificate;
    private final HandshakeSlots slots;
    private final HandshakeTurn turn;
    private final DatagramQueue queue;
    private final FlightOrder order = new FlightOrder();
    private @Nullable Thread thread;
    private boolean isClosed;

    /// Nothing runs before the first datagram.
    ///
    /// @param loop runs on the event loop what it is given
    public DtlsEndpoint(
            Executor loop, HandshakeSlots slots, DtlsCertificate certificate, DtlsOutput out) {
        this.loop = loop;
        this.slots = slots;
        this.certificate = certificate;
        this.out = out;
        this.turn = new HandshakeTurn(slots);
        this.queue = new DatagramQueue(turn, datagram -> tell(() -> out.transmit(datagram)));
    }

    @Override
    public void onDatagram(byte[] data, int length) {
        if (isClosed) {
            return;
        }
        int admitted = order.admit(data, length);
        if (admitted == 0) {
            return;
        }
        if (thread == null && !slots.reserve()) {
            out.busy();
            return;
        }
        if (length > MAX_DATAGRAM || queue.offer(data, admitted) == DatagramQueue.Offer.FULL) {
            out.dropped();
        }
        if (thread == null) {
            thread = Thread.ofVirtual().name("dtls").start(this::run);
        }
    }

    @Override
    public void onPeerFingerprint(Fingerprint fingerprint) {
        announced.complete(fingerprint);
    }

    @Override
    public void close() {
        isClosed = true;
        queue.close();
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void run() {
        try {
            turn.begin();
            handshake();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            turn.end();
        }
    }

    private void handshake() {
        var crypto = new JcaTlsCryptoProvider().create(new SecureRandom());
        var server = new DtlsSrtpServer(crypto, certificate, announced, turn);
        DTLSTransport transport;
        try {
            transport = new DTLSServerProtocol().accept(server, queue);
        } catch (IOException | RuntimeException e) {
            // Bouncy Castle throws both kinds at a peer's bytes. Its messages quote no secrets, but
            // the class says enough.
            LOG.atDebug().addKeyValue("error", e.getClass().getSimpleName()).log("no DTLS");
            fail(server);
            return;
        } finally {
            turn.end();
        }
        server.keys().ifPresent(keys -> tell(() -> out.connected(keys)));
        listen(server, transport);
    }

    private void fail(DtlsSrtpServer server) {
        var failure =
                server.hasWrongFingerprint()
                        ? DtlsOutput.Failure.FINGERPRINT
                        : DtlsOutput.Failure.HANDSHAKE;
        tell(() -> out.failed(failure));
    }

    /// Application data has no meaning here and is thrown away.
    private void listen(DtlsSrtpServer server, DTLSTransport transport) {
        byte[] buffer = new byte[MAX_DATAGRAM];
        try {
            while (!server.isClosedByPeer() && !Thread.currentThread().isInterrupted()) {
                transport.receive(buffer, 0, buffer.length, LISTEN_MILLIS);
            }
        } catch (IOException | RuntimeException e) {
            LOG.atDebug().addKeyValue("error", e.getClass().getSimpleName()).log("DTLS ended");
        }
        // A fatal alert is a good-bye, too: nothing comes after it.
        tell(out::closedByPeer);
    }

    private void tell(Runnable output) {
        loop.execute(
                () -> {
                    if (!isClosed) {
                        output.run();
                    }
                });
    }
}
