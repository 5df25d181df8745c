package com.exorlive.meeting.signaling.room;

import com.exorlive.meeting.signaling.protocol.CloseCode;
import com.exorlive.meeting.signaling.session.Line;
import java.util.Random;
import java.util.function.Consumer;

/// One socket of the simulation: ordered in each direction, as TCP is, until it is cut. What was on
/// its way then is lost, and neither side is told at once.
final class VirtualSocket implements Line {
    private final VirtualTime time;
    private final Random random;
    private final Consumer<String> toServer;
    private final SimulatedPage page;
    private long serverBusyUntil;
    private long pageBusyUntil;
    private boolean isCut;
    private boolean isClosed;

    VirtualSocket(VirtualTime time, Random random, SimulatedPage page, Consumer<String> toServer) {
        this.time = time;
        this.random = random;
        this.page = page;
        this.toServer = toServer;
    }

    void cut() {
        isCut = true;
    }

    boolean isDead() {
        return isCut || isClosed;
    }

    void fromPage(String frame) {
        serverBusyUntil = Math.max(serverBusyUntil, time.nowMillis() + delay());
        time.after(
                serverBusyUntil - time.nowMillis(),
                () -> {
                    if (!isDead()) {
                        toServer.accept(frame);
                    }
                });
    }

    private void toPage(Runnable arrival) {
        pageBusyUntil = Math.max(pageBusyUntil, time.nowMillis() + delay());
        time.after(
                pageBusyUntil - time.nowMillis(),
                () -> {
                    if (!isCut) {
                        arrival.run();
                    }
                });
    }

    private long delay() {
        return 5L + random.nextInt(120);
    }

    @Override
    public void send(String frame) {
        if (!isClosed) {
            toPage(() -> page.onFrame(this, frame));
        }
    }

    @Override
    public void sendAhead(String frame) {
        send(frame);
    }

    @Override
    public void closeAfterSending(CloseCode code) {
        close(code);
    }

    @Override
    public void close(CloseCode code) {
        if (!isClosed) {
            isClosed = true;
            toPage(() -> page.onClose(this, code.number()));
        }
    }
}
