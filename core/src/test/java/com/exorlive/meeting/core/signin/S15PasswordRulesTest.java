package com.exorlive.meeting.core.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.signin.PasswordRules.Fault;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// S-15: what a new password must be.
final class S15PasswordRulesTest {
    private final PasswordRules rules = new PasswordRules();

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "elevenchars", "ååååååååååå", "😀😀😀😀😀😀😀😀😀😀😀"})
    void elevenCharactersAreTooFew(String password) {
        assertThat(rules.fault(password, "ola")).contains(Fault.SHORT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1qaz2wsx3edc",
                "leavemealone",
                "LeaveMeAlone",
                "Password2026!",
                "123456qwerty",
                "!!dragon!!!!!!",
                "passwordpassword",
                "abcabcabcabcabc",
                "aaaaaaaaaaaaaaaaaaaaaaaa",
                "123456789012",
                "ola.nordmann1",
                "ola.nordmannola.nordmann"
            })
    void whatEverybodyThinksOfIsRefused(String password) {
        assertThat(rules.fault(password, "ola.nordmann")).contains(Fault.COMMON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo-passord-2026",
                "five green hills",
                "korrekt hest batteri stift",
                "ola.nordmann spiser fisk",
                "tolv tegn er",
                "😀 tolv tegn her"
            })
    void anythingElseThatIsLongEnoughIsGood(String password) {
        assertThat(rules.fault(password, "ola.nordmann")).isEmpty();
    }
}
