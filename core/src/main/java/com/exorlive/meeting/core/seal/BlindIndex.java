package com.exorlive.meeting.core.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Finds sealed names by their words without opening them: keeps HMACs of the words' beginnings
/// under a key of the organisation's own. Who has the database alone sees which contacts share a
/// beginning, and not which. Thread-safe.
public final class BlindIndex {
    /// Shorter beginnings would be shared by so many that their number tells the letters.
    private static final int SHORTEST = 3;

    /// Longer ones find nobody else any more.
    private static final int LONGEST = 10;

    /// So that nobody fills the index with one name.
    private static final int MAX_WORDS = 8;

    private static final int TOKEN_BYTES = 16;
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{Nd}]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private final SecretKeySpec key;

    BlindIndex(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /// The words as they are compared: without case, and without what a keyboard may lack.
    public static List<String> words(String text) {
        // Letters that are no base letter with a mark, but are typed as one elsewhere.
        var lower =
                text.toLowerCase(Locale.ROOT)
                        .replace("ø", "o")
                        .replace("æ", "ae")
                        .replace("ß", "ss")
                        .replace("đ", "d")
                        .replace("ł", "l");
        var plain = MARKS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFD)).replaceAll("");
        return BETWEEN_WORDS
                .splitAsStream(plain)
                .filter(word -> !word.isEmpty())
                .distinct()
                .limit(MAX_WORDS)
                .toList();
    }

    /// What is kept for a name.
    public Set<String> tokensOf(String name) {
        var mac = mac();
        var tokens = new LinkedHashSet<String>();
        for (var word : words(name)) {
            if (word.length() < SHORTEST) {
                tokens.add(token(mac, word));
            }
            for (int end = SHORTEST; end <= Math.min(word.length(), LONGEST); end++) {
                tokens.add(token(mac, word.substring(0, end)));
            }
        }
        return tokens;
    }

    /// What to look for: each word narrows it. Words that are too short for a beginning are left to
    /// who opens what was found, or are whole words if there are no others.
    public Set<String> tokensToFind(List<String> words) {
        var mac = mac();
        var tokens = new LinkedHashSet<String>();
        for (var word : words) {
            if (word.length() >= SHORTEST) {
                tokens.add(token(mac, word.substring(0, Math.min(word.length(), LONGEST))));
            }
        }
        if (tokens.isEmpty()) {
            words.forEach(word -> tokens.add(token(mac, word)));
        }
        return tokens;
    }

    /// Whether the tokens of these words find nobody whom the words do not: none is too short for a
    /// beginning, and none too long.
    public static boolean isExact(List<String> words) {
        return words.stream()
                .allMatch(word -> word.length() >= SHORTEST && word.length() <= LONGEST);
    }

    /// One token for a text as a whole.
    public String token(String text) {
        return token(mac(), text);
    }

    /// Whether the name has, for each word, one that begins so.
    public static boolean matches(Optional<String> name, List<String> words) {
        var has = name.map(BlindIndex::words).orElse(List.of());
        return words.stream().allMatch(word -> has.stream().anyMatch(it -> it.startsWith(word)));
    }

    private Mac mac() {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String token(Mac mac, String text) {
        var bytes = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(java.util.Arrays.copyOf(bytes, TOKEN_BYTES));
    }

    @Override
    public String toString() {
        return "BlindIndex[redacted]";
    }
}
