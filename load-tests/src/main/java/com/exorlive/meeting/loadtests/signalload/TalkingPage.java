package com.exorlive.meeting.loadtests.signalload;

import com.exorlive.meeting.loadtests.measure.Timings.Step;
import com.exorlive.meeting.loadtests.page.Page;
import com.exorlive.meeting.loadtests.page.PageListener;
import com.exorlive.meeting.loadtests.people.Person;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// A page without media that talks to the other one. Thread-safe.
final class TalkingPage implements PageListener {
    private final Page page;
    private final CompletableFuture<String> other = new CompletableFuture<>();
    private volatile Consumer<String> ear = _ -> {};

    private TalkingPage(SignalContext context, Person person, String meeting)
            throws InterruptedException {
        long began = System.nanoTime();
        var ticket = context.tickets().get(person, meeting);
        context.timings().record(Step.TICKET, System.nanoTime() - began);
        page = new Page(context.pages(), ticket, this);
    }

    /// Returns when welcomed.
    static TalkingPage join(SignalContext context, Person person, String meeting)
            throws InterruptedException, FailedException {
        var joining = new TalkingPage(context, person, meeting);
        long began = System.nanoTime();
        joining.page.open();
        await(joining.page.welcomed(), "welcome");
        context.timings().record(Step.WELCOME, System.nanoTime() - began);
        return joining;
    }

    /// It did not get as far as it should have.
    static final class FailedException extends Exception {
        private static final long serialVersionUID = 1L;

        FailedException(String why) {
            super(why);
        }
    }

    @Override
    public String onOffer(String sdp) {
        return "";
    }

    @Override
    public void onOther(String connection) {
        other.complete(connection);
    }

    @Override
    public void onSaid(String data) {
        ear.accept(data);
    }

    /// Who listens to what the other one says; must not block.
    void listen(Consumer<String> listener) {
        ear = listener;
    }

    void awaitOther() throws InterruptedException, FailedException {
        await(other, "other one");
    }

    void tell(String data) {
        page.tell(other.getNow(""), data);
    }

    void end() throws InterruptedException, FailedException {
        page.end();
        await(page.ended(), "end");
    }

    /// Loses the socket without a word, and comes back.
    ///
    /// @return resolves when resumed
    CompletableFuture<Void> loseSocket() {
        return page.loseSocket();
    }

    void leave() {
        page.leave();
    }

    static <T> T await(CompletableFuture<T> what, String name)
            throws InterruptedException, FailedException {
        try {
            return what.get(Page.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw new FailedException("no " + name + " in time");
        } catch (ExecutionException e) {
            throw new FailedException("no " + name + ": " + String.valueOf(e.getMessage()));
        }
    }
}
