package com.exorlive.meeting.sfu.dtls;

/// The part of DTLS that runs on the event loop, for a fuzzer.
public final class DtlsFuzzing {
    private DtlsFuzzing() {}

    /// What becomes of a datagram before Bouncy Castle sees it.
    public static void admit(byte[] data) {
        var turn = new HandshakeTurn(HandshakeSlots.forProcessors(1));
        var queue = new DatagramQueue(turn, _ -> {});
        int admitted = new FlightOrder().admit(data, data.length);
        if (admitted < 0 || admitted > data.length) {
            throw new IllegalStateException("admitted " + admitted + " of " + data.length);
        }
        queue.offer(data, admitted);
        queue.offer(data, admitted);
    }
}
