package com.exorlive.meeting.core.administration;

import com.exorlive.meeting.core.person.HeldRole;
import com.exorlive.meeting.core.person.Role;
import com.exorlive.meeting.core.unit.UnitId;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads what came from outside, or refuses it as `bad-request`.
final class Asked {
    private static final Set<String> LANGUAGES = Set.of("nb", "sv", "da", "fi", "en");
    private static final Set<String> TITLES =
            Set.of(
                    "physiotherapist",
                    "trainer",
                    "occupational-therapist",
                    "administrator",
                    "client");
    private static final int MAX_NAME = 200;
    private static final int MAX_ROLES = 20;
    private static final Pattern LOGIN_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{1,63}");
    private static final Pattern E_MAIL = Pattern.compile("[^\\s@]{1,100}@[^\\s@]{1,99}");

    private Asked() {}

    record RoleBody(@Nullable String role, @Nullable String unit) {}

    static ProblemException bad() {
        return new ProblemException(400, "bad-request");
    }

    static <T> T there(@Nullable T value) {
        if (value == null) {
            throw bad();
        }
        return value;
    }

    /// A name as people write it: one line, nothing that steers a terminal or a printer, and whole
    /// characters.
    static String name(@Nullable String value) {
        var name = there(value).strip();
        if (name.isEmpty()
                || name.length() > MAX_NAME
                || name.codePoints().anyMatch(Asked::isNoText)) {
            throw bad();
        }
        return name;
    }

    static boolean isNoText(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED ->
                    true;
            default -> false;
        };
    }

    static String loginName(@Nullable String value) {
        return matching(LOGIN_NAME, there(value));
    }

    static Optional<String> email(@Nullable String value) {
        return Optional.ofNullable(value)
                .map(it -> matching(E_MAIL, it))
                .filter(it -> it.codePoints().noneMatch(Asked::isNoText))
                .or(
                        () -> {
                            if (value != null) {
                                throw bad();
                            }
                            return Optional.empty();
                        });
    }

    static String matching(Pattern pattern, String value) {
        if (!pattern.matcher(value).matches()) {
            throw bad();
        }
        return value;
    }

    static String title(@Nullable String value) {
        return oneOf(TITLES, value);
    }

    static String language(@Nullable String value) {
        return oneOf(LANGUAGES, value);
    }

    private static String oneOf(Set<String> words, @Nullable String value) {
        var word = there(value);
        if (!words.contains(word)) {
            throw bad();
        }
        return word;
    }

    static int version(@Nullable Integer value) {
        int version = there(value);
        if (version < 1) {
            throw bad();
        }
        return version;
    }

    /// An identifier that is none names nothing, which is another answer than `bad-request`.
    static UnitId unit(@Nullable String value) {
        return UnitId.parse(there(value)).orElseThrow(Refused.UNIT_UNKNOWN::now);
    }

    static Set<HeldRole> roles(@Nullable List<@Nullable RoleBody> asked) {
        var roles = there(asked);
        if (roles.size() > MAX_ROLES) {
            throw bad();
        }
        return roles.stream().map(it -> role(there(it))).collect(Collectors.toSet());
    }

    private static HeldRole role(RoleBody asked) {
        var role = Role.parse(there(asked.role())).orElseThrow(Asked::bad);
        return new HeldRole(role, unit(asked.unit()));
    }

    /// A parameter of the query that is `true` or `false` if it is there.
    static Optional<Boolean> flag(HttpCall call, String name) {
        return call.query(name)
                .map(
                        it ->
                                switch (it) {
                                    case "true" -> true;
                                    case "false" -> false;
                                    default -> throw bad();
                                });
    }
}
