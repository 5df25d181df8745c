package com.exorlive.meeting.signaling.redis;

import com.exorlive.meeting.signaling.metrics.RegistryMetrics;
import com.exorlive.meeting.signaling.registry.RegistryUnavailableException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisReadOnlyException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Redis, as everything here speaks to it: scripts, and a few single commands. A command that was
/// not answered in time may have been done: it is asked once more, and is made so that this changes
/// nothing. Thread-safe.
final class RedisStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisStore.class);

    /// Longer than the time-out of a command, which ends the wait in every case but a bug.
    private static final Duration PATIENCE = RedisClients.TIMEOUT.multipliedBy(3);

    /// A connection over which nothing was answered for so long is given up, because the server
    /// behind it may hang while another one has become the master. Shorter makes a Redis that is
    /// only slow harder to reach.
    private static final Duration SILENCE = RedisClients.TIMEOUT.multipliedBy(4);

    /// How many replicas must have what is promised, and how long they may take. Longer keeps
    /// others waiting behind it, as they share the connection.
    private static final int FOLLOWERS = 1;

    private static final long FOLLOW_MILLIS = 200;

    private final RedisAddress address;
    private final RedisClients clients;
    private final RegistryMetrics metrics;
    private final LongSupplier nanos;

    private volatile @Nullable RedisLink link;
    private volatile boolean hasToBeFollowed;
    private volatile boolean writesAtOnce;
    private volatile boolean mayAskForSettings = true;
    private volatile long answeredNanos;

    /// Connects to nothing yet.
    ///
    /// @param onConnected called on a thread that must not be kept, each time when a connection
    ///      stands
    RedisStore(
            RedisAddress address,
            RegistryMetrics metrics,
            LongSupplier nanos,
            Runnable onConnected) {
        this.address = address;
        this.metrics = metrics;
        this.nanos = nanos;
        this.clients = new RedisClients(onConnected);
    }

    /// Makes the first connection, if there is none. Later ones Lettuce makes by itself.
    ///
    /// @throws RegistryUnavailableException if there is no way to Redis
    synchronized void connect() {
        if (link == null) {
            try {
                answeredNanos = nanos.getAsLong();
                link = clients.connect(address);
            } catch (RedisException e) {
                throw new RegistryUnavailableException("Redis can't be reached", e);
            }
        }
    }

    /// Lets go of a connection that has become useless without breaking; `connect` makes another
    /// one, to whichever server is the master then.
    synchronized void giveUpSilence() {
        if (link != null && nanos.getAsLong() - answeredNanos > SILENCE.toNanos()) {
            LOG.atWarn().log("Redis has gone silent; the connection is made anew");
            link = null;
            clients.disconnect();
        }
    }

    /// What is wrong with how Redis is set up; empty if nothing is.
    ///
    /// @throws RegistryUnavailableException if it can't be asked
    Optional<String> fault() {
        var present = link();
        try {
            var setup = RedisSetup.of(present.infos(), address);
            hasToBeFollowed = setup.hasToBeFollowed();
            writesAtOnce = hasToBeFollowed && writesAtOnce(present);
            return setup.fault();
        } catch (RedisException e) {
            throw new RegistryUnavailableException("Redis does not say how it is set up", e);
        }
    }

    /// A user without the right is told so once: each time it would be in the log of Redis.
    private boolean writesAtOnce(RedisLink present) {
        try {
            return mayAskForSettings && present.writesAtOnce();
        } catch (RedisCommandExecutionException e) {
            var message = String.valueOf(e.getMessage());
            if (!message.startsWith("NOPERM") && !message.startsWith("ERR unknown command")) {
                throw e;
            }
            LOG.atDebug().setCause(e).log("Redis does not say whether it writes at once");
            mayAskForSettings = false;
            return false;
        }
    }

    /// Whether a server that comes back has all that it answered, when it was last asked how it is
    /// set up. Only asked where it matters, beside replicas.
    boolean writesAtOnce() {
        return writesAtOnce;
    }

    /// Runs a script in one step.
    ///
    /// @throws RegistryUnavailableException if it is not known whether it was done
    List<Object> run(Script script, List<String> keys, String... arguments) {
        var before = nanos.getAsLong();
        try {
            return again(script, keys, arguments);
        } finally {
            metrics.onAsked(script.word(), nanos.getAsLong() - before);
        }
    }

    private List<Object> again(Script script, List<String> keys, String... arguments) {
        var to = to(script, keys);
        var answer = again(to, script, keys, arguments);
        if (script.isPromise() && hasToBeFollowed && !isFollowed(to)) {
            throw new RegistryUnavailableException("no replica of Redis has it yet");
        }
        return answer;
    }

    private List<Object> again(
            RedisClusterAsyncCommands<String, String> to,
            Script script,
            List<String> keys,
            String... arguments) {
        try {
            return await(send(to, script, keys, arguments));
        } catch (RedisNoScriptException _) {
            return orUnavailable(() -> await(sendWhole(to, script, keys, arguments)));
        } catch (RedisCommandTimeoutException | TimeoutException _) {
            LOG.atDebug().addKeyValue("script", script.word()).log("Asked again");
            return orUnavailable(() -> await(sendWhole(to, script, keys, arguments)));
        } catch (RedisException e) {
            throw new RegistryUnavailableException("Redis refused", e);
        }
    }

    /// Runs a script once, for an answer that is worth only so much waiting; empty if there is
    // none.
    Optional<List<Object>> runWithin(
            Duration patience, Script script, List<String> keys, String... arguments) {
        var before = nanos.getAsLong();
        try {
            var to = link().commands();
            try {
                return Optional.of(await(send(to, script, keys, arguments), patience));
            } catch (RedisNoScriptException _) {
                return Optional.of(await(sendWhole(to, script, keys, arguments), patience));
            }
        } catch (TimeoutException | RedisException | RegistryUnavailableException e) {
            LOG.atDebug().setCause(e).log("Went on without an answer");
            return Optional.empty();
        } finally {
            metrics.onAsked(script.word(), nanos.getAsLong() - before);
        }
    }

    /// Whether enough replicas have what was written over this connection, so that it survives if
    /// one of them takes the master's place.
    private boolean isFollowed(RedisClusterAsyncCommands<String, String> to) {
        return orUnavailable(() -> await(to.waitForReplication(FOLLOWERS, FOLLOW_MILLIS)))
                >= FOLLOWERS;
    }

    private RedisClusterAsyncCommands<String, String> to(Script script, List<String> keys) {
        try {
            return script.isPromise() && hasToBeFollowed
                    ? link().masterOf(keys.getFirst())
                    : link().commands();
        } catch (RedisException e) {
            throw new RegistryUnavailableException("Redis can't be reached", e);
        }
    }

    /// One of many questions that are asked together.
    record Question(Script script, List<String> keys, List<String> arguments) {}

    /// Asks many questions of one script at once, in a row over one connection; `onAnswer` gets
    /// each answer with the number of its question. What is not answered, or was promised and may
    /// still be lost, is left out.
    ///
    /// @throws RegistryUnavailableException if there is no connection
    void runAll(List<Question> questions, BiConsumer<Integer, List<Object>> onAnswer) {
        var before = nanos.getAsLong();
        var begun = new ArrayList<RedisFuture<List<Object>>>(questions.size());
        for (var question : questions) {
            begun.add(begin(question));
        }
        var kept = new HashMap<RedisClusterAsyncCommands<String, String>, Boolean>();
        for (int i = 0; i < begun.size(); i++) {
            var question = questions.get(i);
            try {
                var answer = await(begun.get(i));
                var isPromise = question.script().isPromise() && hasToBeFollowed;
                var to = to(question.script(), question.keys());
                if (!isPromise || kept.computeIfAbsent(to, this::isFollowed)) {
                    onAnswer.accept(i, answer);
                }
            } catch (RedisNoScriptException _) {
                var arguments = question.arguments().toArray(String[]::new);
                onAnswer.accept(i, run(question.script(), question.keys(), arguments));
            } catch (TimeoutException | RedisException e) {
                LOG.atDebug().setCause(e).log("One of many questions has no answer");
            }
        }
        if (!questions.isEmpty()) {
            var word = questions.getFirst().script().word();
            metrics.onAsked(word, nanos.getAsLong() - before);
        }
    }

    private RedisFuture<List<Object>> begin(Question question) {
        try {
            var arguments = question.arguments().toArray(String[]::new);
            var to = to(question.script(), question.keys());
            return send(to, question.script(), question.keys(), arguments);
        } catch (RedisException e) {
            throw new RegistryUnavailableException("Redis refused", e);
        }
    }

    private static RedisFuture<List<Object>> send(
            RedisClusterAsyncCommands<String, String> to,
            Script script,
            List<String> keys,
            String... arguments) {
        return to.evalsha(
                script.digest(), ScriptOutputType.MULTI, keys.toArray(String[]::new), arguments);
    }

    private static RedisFuture<List<Object>> sendWhole(
            RedisClusterAsyncCommands<String, String> to,
            Script script,
            List<String> keys,
            String... arguments) {
        return to.eval(
                script.text(), ScriptOutputType.MULTI, keys.toArray(String[]::new), arguments);
    }

    /// Writes a key that nobody has written, for so long.
    void put(String key, String value, Duration life) {
        var args = SetArgs.Builder.px(life).nx();
        orUnavailable(() -> Optional.ofNullable(await(commands().set(key, value, args))));
    }

    /// Writes a key, for so long.
    ///
    /// @return whether it was not there
    boolean putFirst(String key, Duration life) {
        var args = SetArgs.Builder.px(life).nx();
        return orUnavailable(() -> await(commands().set(key, "", args)) != null);
    }

    /// Reads a key and deletes it: only one caller gets the value. Not asked again, because the
    /// first time may have taken it.
    Optional<String> take(String key) {
        return orUnavailable(() -> Optional.ofNullable(await(commands().getdel(key))));
    }

    private interface Asking<T> {
        T ask() throws TimeoutException;
    }

    private <T> T orUnavailable(Asking<T> asking) {
        try {
            return asking.ask();
        } catch (TimeoutException | RedisException e) {
            throw new RegistryUnavailableException("Redis gave no answer", e);
        }
    }

    private <T> T await(RedisFuture<T> future) throws TimeoutException {
        return await(future, PATIENCE);
    }

    private <T> T await(RedisFuture<T> future, Duration patience) throws TimeoutException {
        try {
            var answer = future.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            answeredNanos = nanos.getAsLong();
            return answer;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RedisException fault) {
                onFault(fault);
                throw fault;
            }
            throw new RedisException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedisException(e);
        }
    }

    /// Who refuses does answer; but who has become a replica is not who should be asked.
    private void onFault(RedisException fault) {
        if (fault instanceof RedisCommandExecutionException
                && !(fault instanceof RedisReadOnlyException)) {
            answeredNanos = nanos.getAsLong();
        }
    }

    private RedisClusterAsyncCommands<String, String> commands() {
        return link().commands();
    }

    private RedisLink link() {
        var present = link;
        if (present == null) {
            throw new RegistryUnavailableException("Redis has not been reached yet");
        }
        return present;
    }

    @Override
    public void close() {
        clients.close();
    }
}
