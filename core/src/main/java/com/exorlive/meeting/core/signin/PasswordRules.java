package com.exorlive.meeting.core.signin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a new password must be (NIST SP 800-63B section 5.1.1.2): long, and not what everybody
/// thinks of. Nothing is asked of its characters, and it never grows too old. Immutable.
public final class PasswordRules {
    public static final int SHORTEST = 12;

    private final Set<String> common;

    /// Why a password can't be had. The codes are part of the published contract.
    public enum Fault {
        SHORT("password-short"),
        COMMON("password-common");

        private final String code;

        Fault(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    public PasswordRules() {
        try (var in = PasswordRules.class.getResourceAsStream("common-passwords.txt")) {
            if (in == null) {
                throw new IllegalStateException("common-passwords.txt is missing from the build");
            }
            common =
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.startsWith("#"))
                            .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Why `loginName` can't have this password, or empty if nothing is in the way.
    public Optional<Fault> fault(String password, String loginName) {
        if (password.codePointCount(0, password.length()) < SHORTEST) {
            return Optional.of(Fault.SHORT);
        }
        var plain = password.toLowerCase(Locale.ROOT);
        return isCommon(plain) || saysLittleBeside(plain, CredentialStore.normal(loginName))
                ? Optional.of(Fault.COMMON)
                : Optional.empty();
    }

    /// One of the commonest; or one of them with digits and signs around it, as `Password2026!`; or
    /// no letter at all; or one thing again and again.
    private boolean isCommon(String password) {
        var word = password.replaceAll("^\\P{L}+|\\P{L}+$", "");
        return word.isEmpty()
                || common.contains(password)
                || common.contains(word)
                || common.contains(unit(password))
                || unit(password).length() < SHORTEST / 2;
    }

    private static boolean saysLittleBeside(String password, String loginName) {
        return loginName.length() > 2
                && password.replace(loginName, "").length() < SHORTEST / 2
                && password.contains(loginName);
    }

    /// The shortest text that, repeated, is this one.
    private static String unit(String text) {
        int twice = (text + text).indexOf(text, 1);
        return text.substring(0, twice);
    }
}
