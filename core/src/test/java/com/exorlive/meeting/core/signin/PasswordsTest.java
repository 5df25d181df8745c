package com.exorlive.meeting.core.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How passwords are kept (S-15).
final class PasswordsTest {
    private final Pepper pepper = new Pepper("a pepper");
    private final Passwords passwords = new Passwords(pepper, 1);

    @Test
    void theStoredTextSaysArgon2idWithAtLeastOwaspsParameters() {
        var made = Argon2Function.getInstanceFromHash(passwords.hash("correct horse battery"));
        assertThat(made.getVariant()).isEqualTo(Argon2.ID);
        assertThat(made.getMemory()).isGreaterThanOrEqualTo(19 * 1024);
        assertThat(made.getIterations()).isGreaterThanOrEqualTo(2);
        assertThat(made.getParallelism()).isEqualTo(1);
        assertThat(made.getVersion()).isEqualTo(Argon2Function.ARGON2_VERSION_13);
    }

    @Test
    void theSamePasswordIsNeverStoredAlikeTwice() {
        assertThat(passwords.hash("correct horse battery"))
                .isNotEqualTo(passwords.hash("correct horse battery"));
    }

    @Test
    void onlyTheRightPasswordVerifies() {
        var hash = passwords.hash("pæsswørd with ünicode");
        assertThat(verify("pæsswørd with ünicode", hash)).isTrue();
        assertThat(verify("pæsswørd with unicode", hash)).isFalse();
        assertThat(verify("", hash)).isFalse();
    }

    @Test
    void aLetterTypedInTwoWaysIsOneLetter() {
        assertThat(verify("A\u030angstrom and more", passwords.hash("\u00c5ngstrom and more")))
                .isTrue();
    }

    @Test
    void withoutThePepperAStolenHashVerifiesNothing() {
        var hash = passwords.hash("correct horse battery");
        try (var place = new Passwords(new Pepper("another"), 1).takePlace().orElseThrow()) {
            assertThat(place.verify("correct horse battery", Optional.of(hash))).isFalse();
        }
        var plain =
                Argon2Function.getInstanceFromHash(hash)
                        .check(
                                "correct horse battery".getBytes(StandardCharsets.UTF_8),
                                hash.getBytes(StandardCharsets.UTF_8));
        assertThat(plain).isFalse();
    }

    @Test
    void aWeakerHashIsOutdated() {
        var weak =
                Argon2Function.getInstance(8 * 1024, 1, 1, 32, Argon2.ID)
                        .hash("x".getBytes(StandardCharsets.UTF_8), new byte[16])
                        .getResult();
        assertThat(passwords.isOutdated(weak)).isTrue();
        assertThat(passwords.isOutdated(passwords.hash("x"))).isFalse();
    }

    @Test
    void onlySoManyAreVerifiedAtOnce() {
        try (var _ = passwords.takePlace().orElseThrow()) {
            assertThat(passwords.takePlace()).isEmpty();
        }
        try (var place = passwords.takePlace().orElseThrow()) {
            assertThat(place.verify("x", Optional.empty())).isFalse();
        }
    }

    private boolean verify(String password, String hash) {
        try (var place = passwords.takePlace().orElseThrow()) {
            return place.verify(password, Optional.of(hash));
        }
    }
}
