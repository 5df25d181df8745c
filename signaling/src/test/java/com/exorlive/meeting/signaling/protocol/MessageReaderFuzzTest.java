package com.exorlive.meeting.signaling.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// SECURITY.md S-24, as far as reading goes: whatever comes is read, answered or refused, and never
/// anything else.
class MessageReaderFuzzTest {
    private static final String LETTERS = "{}[]\":,0123456789-+.eEtrufalsn\\ \u0000\u001f\ud800é";
    private final MessageReader reader = new MessageReader();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void aDamagedMessageIsRefusedOrAnsweredAndBreaksNothing(long seed) throws IOException {
        var random = new Random(seed);
        var originals =
                Fixtures.names("valid", "client")
                        .map(name -> Fixtures.read("valid", name).toString())
                        .toList();
        int read = 0;
        for (int i = 0; i < 25_000; i++) {
            var damaged = damage(originals.get(random.nextInt(originals.size())), random);
            read += isRead(damaged, seed) ? 1 : 0;
        }
        // Some damage leaves a message whole: else this test would try nothing but the first check.
        assertThat(read).isBetween(500, 24_500);
    }

    private boolean isRead(String frame, long seed) {
        try {
            return reader.read(frame) instanceof Decoded.Understood;
        } catch (ProtocolException _) {
            return false;
        } catch (RuntimeException e) {
            return fail("seed " + seed + ": " + frame, e);
        }
    }

    private static String damage(String frame, Random random) {
        var text = new StringBuilder(frame);
        int wounds = 1 + random.nextInt(3);
        for (int i = 0; i < wounds && !text.isEmpty(); i++) {
            int at = random.nextInt(text.length());
            char letter = LETTERS.charAt(random.nextInt(LETTERS.length()));
            switch (random.nextInt(4)) {
                case 0 -> text.setCharAt(at, letter);
                case 1 -> text.insert(at, letter);
                case 2 -> text.deleteCharAt(at);
                default -> text.setLength(at);
            }
        }
        return text.toString();
    }
}
