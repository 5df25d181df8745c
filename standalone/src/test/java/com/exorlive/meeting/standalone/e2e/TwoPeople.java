package com.exorlive.meeting.standalone.e2e;

import com.exorlive.meeting.standalone.nodes.TwoProducts;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/// Ingrid and Ola, each in a browser of their own, at two products that are one. Confined to the
/// thread of the test.
final class TwoPeople implements AutoCloseable {
    /// How long a busy machine may take; what it did take is printed by whoever measures.
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Participant ingrid;
    private final Participant ola;

    /// @param products closed with these
    /// @param ingridsPort the way by which she comes
    /// @param olasPort the way by which he comes
    TwoPeople(TwoProducts products, int ingridsPort, int olasPort) {
        open.push(products);
        try {
            ingrid = come(products, ingridsPort, "ingrid");
            ola = come(products, olasPort, "ola");
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /// Each comes to another node.
    static TwoPeople apart(TwoProducts products) {
        return new TwoPeople(
                products,
                products.frontOf(products.north()).port(),
                products.frontOf(products.south()).port());
    }

    private Participant come(TwoProducts products, int port, String user) {
        var browser = Browser.openBy(products.origin(), port);
        open.push(browser);
        return Participant.signedIn(products.origin(), browser, user);
    }

    Participant ingrid() {
        return ingrid;
    }

    Participant ola() {
        return ola;
    }

    void meet() {
        ingrid.startMeetingWith("Ola Nordmann");
        ingrid.join();
        ingrid.browser().awaitControl("End");
        ola.getReadyFromInbox();
        ola.join();
        awaitSeeAndHear();
    }

    /// A meeting of its own, from its first page to its end.
    void meetOnce() {
        ingrid.goHome();
        ola.goHome();
        meet();
        part();
    }

    void awaitSeeAndHear() {
        ingrid.awaitSeesAndHears();
        ola.awaitSeesAndHears();
    }

    /// Both have decoded so many more pictures.
    void awaitMoreFrames(int more) {
        ingrid.awaitFrames(PATIENCE, ingrid.decodedFrames() + more);
        ola.awaitFrames(PATIENCE, ola.decodedFrames() + more);
    }

    /// What they had before is closed.
    void awaitOneCallEach() {
        ingrid.awaitOnePeer(PATIENCE);
        ola.awaitOnePeer(PATIENCE);
    }

    @FunctionalInterface
    interface Fault {
        void happen() throws Exception;
    }

    /// @return how long it took until both see and hear each other in a call made anew, in
    ///     milliseconds
    long goOnAfter(Fault fault) throws Exception {
        long ingrids = ingrid.peers();
        long olas = ola.peers();
        long began = System.nanoTime();
        fault.happen();
        ingrid.awaitGoesOn(PATIENCE, ingrids);
        ola.awaitGoesOn(PATIENCE, olas);
        return (System.nanoTime() - began) / 1_000_000;
    }

    /// Ola ends the meeting, and both read so.
    void part() {
        ola.end();
        ola.awaitOver();
        ingrid.awaitOver();
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
