package com.exorlive.meeting.signaling.admission;

import com.exorlive.meeting.edge.Json;
import com.exorlive.meeting.signaling.token.SignInId;
import com.exorlive.meeting.signaling.token.Subject;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// Asks core every two seconds whose access has ended, so that nobody who was shut out stays in a
/// meeting for longer than five. Runs on one virtual thread. While core can't be asked, running
/// meetings go on; what ended meanwhile is told when core is back.
public final class AccessEndsWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AccessEndsWatch.class);

    /// Twice this and core's answer must fit into five seconds. Lowering it asks core more often.
    public static final Duration PERIOD = Duration.ofSeconds(2);

    /// Each end is acted on again at the next answer: somebody may have been on the way in, with a
    /// ticket already taken, when it was first.
    private static final int TIMES = 2;

    private final CoreApi core;
    private final String issuer;
    private final Consumer<AccessEnd> onEnd;
    private final Duration period;
    private final JsonMapper json = Json.strictMapper();
    private final Map<Long, Integer> acted = new HashMap<>();
    private final Thread worker;

    private long after;
    private boolean isFailing;

    /// @param issuer core's own name: the ends are of its subjects, and of its sign-ins where core
    ///     names no other issuer
    public AccessEndsWatch(
            CoreApi core, String issuer, Duration period, Consumer<AccessEnd> onEnd) {
        this.core = core;
        this.issuer = issuer;
        this.period = period;
        this.onEnd = onEnd;
        this.worker = Thread.ofVirtual().name("access-ends").start(this::run);
    }

    private record Answer(@Nullable List<@Nullable End> ends) {}

    /// @param subject of core; empty if core does not know whose sign-in at another issuer it was
    /// @param issuer where the sign-in was that ended; null for core
    private record End(
            long seq, @Nullable String subject, @Nullable String sid, @Nullable String issuer) {}

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                askOnce();
                Thread.sleep(period);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void askOnce() {
        try {
            var answer = core.get("/access-ends?after=" + after);
            if (answer.status() != 200) {
                throw new IOException("core answered " + answer.status());
            }
            take(json.readValue(answer.body(), Answer.class));
            if (isFailing) {
                isFailing = false;
                LOG.atInfo().log("Core says again whose access has ended");
            }
        } catch (IOException | RuntimeException e) {
            if (!isFailing && !Thread.currentThread().isInterrupted()) {
                isFailing = true;
                LOG.atWarn().setCause(e).log("Core can't be asked whose access has ended");
            }
        }
    }

    private void take(Answer answer) throws IOException {
        var ends = answer.ends();
        if (ends == null) {
            throw new IOException("core's answer makes no sense");
        }
        var told = new HashMap<Long, Integer>();
        for (var end : ends) {
            if (end == null) {
                throw new IOException("core's answer makes no sense");
            }
            int times = acted.getOrDefault(end.seq(), 0);
            if (times < TIMES) {
                onEnd.accept(read(end));
            }
            told.put(end.seq(), times + 1);
            after = Math.max(after, end.seq());
        }
        // Core repeats the last minute; what it no longer repeats need not be remembered.
        acted.clear();
        acted.putAll(told);
    }

    private AccessEnd read(End end) throws IOException {
        var whose = end.subject();
        if (whose == null) {
            throw new IOException("core's answer makes no sense");
        }
        try {
            return new AccessEnd(
                    whose.isEmpty() ? Optional.empty() : Optional.of(new Subject(issuer, whose)),
                    signIn(end));
        } catch (IllegalArgumentException e) {
            throw new IOException("core's answer makes no sense", e);
        }
    }

    private Optional<SignInId> signIn(End end) {
        var where = end.issuer();
        var sid = Optional.ofNullable(end.sid());
        return where == null
                ? sid.map(it -> new SignInId(issuer, it))
                : Optional.of(new SignInId(where, sid.orElse("")));
    }

    @Override
    public void close() {
        worker.interrupt();
    }
}
