package com.exorlive.meeting.loadtests.load;

import com.exorlive.meeting.loadtests.measure.Timings;
import com.exorlive.meeting.loadtests.measure.Timings.Step;
import com.exorlive.meeting.loadtests.media.MediaPeer;
import com.exorlive.meeting.loadtests.page.Page;
import com.exorlive.meeting.loadtests.page.PageListener;
import com.exorlive.meeting.loadtests.people.Person;
import java.util.concurrent.CompletableFuture;

/// One page with its media. Says what the pairing of real pages says: three messages of their
/// sizes, which nobody reads. Thread-safe.
final class Participant implements Attendance, PageListener {
    private static final String HELLO = "A".repeat(5760);
    private static final String WELCOME = "B".repeat(9600);
    private static final String CONFIRM = "C".repeat(240);

    private final Timings timings;
    private final boolean isHost;
    private final long beganNanos;
    private final MediaPeer media;
    private final Page page;
    private volatile String other = "";
    private volatile long saidAtNanos;

    private Participant(Shared shared, Person person, String meeting, boolean isHost, long seed)
            throws InterruptedException {
        this.timings = shared.timings();
        this.isHost = isHost;
        this.beganNanos = System.nanoTime();
        var ticket = shared.tickets().get(person, meeting);
        timings.record(Step.TICKET, System.nanoTime() - beganNanos);
        this.media = new MediaPeer(shared.peers(), shared.nextLoop(), seed);
        this.page = new Page(shared.pages(), ticket, this);
    }

    /// Presses "Join meeting", and returns when welcomed.
    static Participant join(Shared shared, Person person, String meeting, boolean isHost, long seed)
            throws InterruptedException {
        var participant = new Participant(shared, person, meeting, isHost, seed);
        long askedNanos = System.nanoTime();
        participant.page.open();
        try {
            Waiting.await(participant.page.welcomed(), "welcome");
        } catch (StepFailedException e) {
            participant.leave();
            throw e;
        }
        long welcomedNanos = System.nanoTime();
        shared.timings().record(Step.WELCOME, welcomedNanos - askedNanos);
        participant.timeMedia(welcomedNanos);
        return participant;
    }

    private void timeMedia(long welcomedNanos) {
        var _ =
                media.whenNominated()
                        .thenAccept(at -> timings.record(Step.ICE, Math.max(0, at - welcomedNanos)))
                        .thenCombine(
                                media.whenSecured(),
                                (_, secured) -> {
                                    timings.record(
                                            Step.DTLS, secured - media.whenNominated().join());
                                    return secured;
                                });
    }

    @Override
    public String onOffer(String sdp) {
        return media.answer(sdp);
    }

    @Override
    public void onOther(String connection) {
        if (isHost && !connection.equals(other)) {
            saidAtNanos = System.nanoTime();
            page.tell(connection, HELLO);
        }
        other = connection;
    }

    @Override
    public void onSaid(String data) {
        if (data.length() == HELLO.length()) {
            page.tell(other, WELCOME);
        } else if (data.length() == WELCOME.length()) {
            timings.record(Step.RELAY, System.nanoTime() - saidAtNanos);
            page.tell(other, CONFIRM);
        }
    }

    @Override
    public long beganNanos() {
        return beganNanos;
    }

    @Override
    public long awaitMedia() throws InterruptedException {
        Waiting.await(media.whenSecured(), "DTLS handshake");
        return Waiting.await(media.whenFirstMedia(), "first picture");
    }

    /// Why this page is of no use any more, once it isn't.
    CompletableFuture<String> gone() {
        return page.ended();
    }

    /// When it lost its socket for good.
    long lostAtNanos() {
        return page.lostAtNanos();
    }

    @Override
    public void restartIce() throws InterruptedException {
        long began = System.nanoTime();
        var next = media.nextNomination();
        page.restartIce();
        timings.record(Step.RESTART, Waiting.await(next, "ICE restart") - began);
    }

    @Override
    public void loseSocket() throws InterruptedException {
        long began = System.nanoTime();
        Waiting.await(page.loseSocket(), "resume");
        timings.record(Step.RESUME, System.nanoTime() - began);
    }

    @Override
    public void end() throws InterruptedException {
        page.end();
        Waiting.await(page.ended(), "end");
    }

    @Override
    public void leave() {
        page.leave();
        media.close();
    }
}
