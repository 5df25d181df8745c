package com.exorlive.meeting.core.program;

import com.exorlive.meeting.core.access.Access.Standing;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.program.ProgramNews.Signal;
import com.exorlive.meeting.edge.EventSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/// One page that listens to one program. Confined to the thread that answers it, but for `offer`.
///
/// It reads the steps that it has not told from the database each time it wakes: at once when told
/// of news, else at each beat, at which it also asks whether the person may still listen.
final class ProgramListener implements EventSource {
    /// Signals that wait. A reader that leaves so many is cut off: it comes back and reads what it
    /// missed.
    private static final int MAX_WAITING = 64;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final ProgramId program;
    private final Subject subject;
    private final Followed followed;
    private final Supplier<Standing> standing;
    private final ProgramNews news;
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>(MAX_WAITING);
    private final Queue<Next> ready = new ArrayDeque<>();
    private volatile Runnable cut = () -> {};
    private int told;
    private boolean isOver;

    /// What a listener reads.
    interface Followed {
        /// The steps after a version, oldest first; after 0 the newest alone.
        List<Told> since(int version);

        Sight sight();
    }

    /// What the person sees of the program now.
    enum Sight {
        OPEN,
        /// It is there, but no longer for this person.
        SHUT,
        /// It was deleted: also by another node, or just before the news of it arrives.
        GONE
    }

    /// @param event as the API shows it
    record Told(int version, Object event) {}

    /// @param told the version that the page has; 0 for none
    ProgramListener(
            ProgramId program,
            Subject subject,
            int told,
            Followed followed,
            Supplier<Standing> standing,
            ProgramNews news) {
        this.program = program;
        this.subject = subject;
        this.told = told;
        this.followed = followed;
        this.standing = standing;
        this.news = news;
        signals.add(new Signal.Stepped());
    }

    ProgramId program() {
        return program;
    }

    Subject subject() {
        return subject;
    }

    /// From any thread.
    void offer(Signal signal) {
        if (!signals.offer(signal)) {
            cut.run();
        }
    }

    @Override
    public void onCut(Runnable how) {
        cut = how;
    }

    @Override
    public Next next(Duration patience) throws InterruptedException {
        if (ready.isEmpty() && !isOver) {
            var signal = signals.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            var what = signal == null ? new Signal.Stepped() : signal;
            if (isLast(what) || mayStay()) {
                onSignal(what);
            }
        }
        var next = ready.poll();
        if (next != null) {
            return next;
        }
        return isOver ? new Next.End() : new Next.Quiet();
    }

    /// What is gone can't be asked for any more.
    private static boolean isLast(Signal signal) {
        return signal instanceof Signal.Deleted || signal instanceof Signal.Closing;
    }

    private void onSignal(Signal signal) {
        switch (signal) {
            case Signal.Stepped _ -> tellSteps();
            case Signal.Trained(var set) -> tell("training", set);
            case Signal.Copied(var copy) -> tell("copied", Map.of("program", copy.value()));
            case Signal.Deleted _ -> end("deleted");
            case Signal.Closing _ -> end("closing");
        }
    }

    /// Asked at each wake: a busy program must not keep anybody in.
    private boolean mayStay() {
        switch (standing.get()) {
            case LAPSED -> end("token-lapsed");
            case REFUSED -> end("not-allowed");
            case GOOD -> {
                switch (followed.sight()) {
                    case OPEN -> {}
                    case SHUT -> end("not-allowed");
                    case GONE -> end("deleted");
                }
            }
        }
        return !isOver;
    }

    private void tellSteps() {
        for (var step : followed.since(told)) {
            told = step.version();
            var data = JSON.writeValueAsString(step.event());
            ready.add(new Next.Event(Integer.toString(told), "step", data));
        }
    }

    private void tell(String name, Object data) {
        ready.add(new Next.Event("", name, JSON.writeValueAsString(data)));
    }

    private void end(String reason) {
        isOver = true;
        ready.add(new Next.Event("", "end", JSON.writeValueAsString(Map.of("reason", reason))));
    }

    @Override
    public void close() {
        news.remove(this);
    }
}
