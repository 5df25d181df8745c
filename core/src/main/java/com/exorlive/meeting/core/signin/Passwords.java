package com.exorlive.meeting.core.signin;

import com.exorlive.meeting.core.database.RandomIds;
import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Argon2id (RFC 9106) over HMAC(pepper, password). Thread-safe: at most `permits` hashes are made
/// at once, so that a flood of sign-ins can take neither all cores nor all memory.
public final class Passwords {
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Pepper pepper;
    private final Semaphore permits;
    private final Cost cost;
    private final Argon2Function current;
    private final AtomicLong verifications = new AtomicLong();
    private final String nobodysHash;

    public Passwords(Pepper pepper, int permits) {
        this(pepper, permits, Cost.OWASP);
    }

    public Passwords(Pepper pepper, int permits, Cost cost) {
        this.pepper = pepper;
        this.permits = new Semaphore(permits, true);
        this.cost = cost;
        this.current =
                Argon2Function.getInstance(
                        cost.memoryKib(), cost.passes(), LANES, HASH_BYTES, Argon2.ID);
        this.nobodysHash = nobodysHash(cost);
    }

    /// What a hash takes. Raising either makes each guess of a thief, and each sign-in, dearer.
    public record Cost(int memoryKib, int passes) {
        /// OWASP's floor.
        public static final Cost OWASP = new Cost(19 * 1024, 2);
    }

    /// What no password gives, at the price of a real one: random bytes where the hash stands.
    private static String nobodysHash(Cost cost) {
        var base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(
                        cost.memoryKib(),
                        cost.passes(),
                        LANES,
                        base64.encodeToString(RandomIds.bytes(SALT_BYTES)),
                        base64.encodeToString(RandomIds.bytes(HASH_BYTES)));
    }

    /// The hash to keep: `$argon2id$v=19$m=…,t=…,p=…$salt$hash`.
    public String hash(String password) {
        return current.hash(material(password), RandomIds.bytes(SALT_BYTES)).getResult();
    }

    /// Takes one of the places to verify in, waiting at most 2 s; empty if all stay taken.
    Optional<Place> takePlace() {
        try {
            return permits.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    ? Optional.of(new Place())
                    : Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /// How many passwords were verified so far: the work done, which must not tell whether a user
    /// exists.
    long verifications() {
        return verifications.get();
    }

    /// Whether a stored hash was made with weaker parameters than today's.
    boolean isOutdated(String hash) {
        var made = Argon2Function.getInstanceFromHash(hash);
        return made.getVariant() != Argon2.ID
                || made.getMemory() < cost.memoryKib()
                || made.getIterations() < cost.passes()
                || made.getOutputLength() < HASH_BYTES;
    }

    private byte[] material(String password) {
        return pepper.overPassword(Normalizer.normalize(password, Normalizer.Form.NFC));
    }

    /// The right to verify one password. Close it.
    final class Place implements AutoCloseable {
        /// @param hash the user's; empty if there is no such user, which costs the same
        boolean verify(String password, Optional<String> hash) {
            verifications.incrementAndGet();
            var stored = hash.orElse(nobodysHash);
            var matches =
                    Argon2Function.getInstanceFromHash(stored)
                            .check(material(password), stored.getBytes(StandardCharsets.UTF_8));
            return matches && hash.isPresent();
        }

        @Override
        public void close() {
            permits.release();
        }
    }
}
