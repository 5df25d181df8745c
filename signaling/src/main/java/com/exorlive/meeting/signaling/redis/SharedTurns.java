package com.exorlive.meeting.signaling.redis;

import com.exorlive.meeting.edge.RateLimiter;
import com.exorlive.meeting.edge.Turns;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;

/// Turns that all nodes together count, in Redis. A node counts for itself as well: what it alone
/// refuses costs Redis nothing, and while Redis is away or slow that is what holds. Redis gets an
/// HMAC of the key, which may be an address. Thread-safe.
final class SharedTurns implements Turns {
    /// Longer keeps people waiting for a Redis that hangs; shorter lets them through a busy one.
    static final Duration PATIENCE = Duration.ofMillis(150);

    private static final int NAME_BYTES = 16;

    private final RedisStore store;
    private final byte[] secret;
    private final String name;
    private final String times;
    private final String periodMillis;
    private final Duration patience;
    private final Turns here;

    SharedTurns(
            RedisStore store,
            byte[] secret,
            String name,
            int times,
            Duration period,
            Duration patience) {
        this.patience = patience;
        this.store = store;
        this.secret = secret.clone();
        this.name = name;
        this.times = Integer.toString(times);
        this.periodMillis = Long.toString(period.toMillis());
        this.here = new RateLimiter(times, period);
    }

    @Override
    public OptionalLong secondsToWait(String key) {
        var wait = here.secondsToWait(key);
        if (wait.isPresent()) {
            return wait;
        }
        long millis = take(key, 1);
        return millis == 0 ? OptionalLong.empty() : OptionalLong.of((millis + 999) / 1000);
    }

    @Override
    public void giveBack(String key) {
        here.giveBack(key);
        take(key, -1);
    }

    private long take(String key, int turns) {
        var keys = List.of(Keys.turns(name, pseudonym(key)));
        return store.runWithin(patience, Script.TURN, keys, times, periodMillis, "" + turns)
                .map(answer -> Long.parseLong(String.valueOf(answer.getFirst())))
                .orElse(0L);
    }

    private String pseudonym(String key) {
        var bytes = SharedSecret.hmac(secret, name + " " + key);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Arrays.copyOf(bytes, NAME_BYTES));
    }
}
