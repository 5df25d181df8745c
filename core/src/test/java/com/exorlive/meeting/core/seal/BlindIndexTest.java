package com.exorlive.meeting.core.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BlindIndexTest {
    private final BlindIndex index = new BlindIndex(new byte[32]);
    private final BlindIndex another = new BlindIndex(new byte[] {1});

    @ParameterizedTest
    @CsvSource({
        "Ola Nordmann, nor",
        "Ola Nordmann, nordmann",
        "Ola Nordmann, NORD ol",
        "Bjørn Ågård, bjorn aga",
        "Bjørn Ågård, BJØRN",
        "Anne-Marie Sæther, marie sae",
        "Maximilianus-Augustus, maximilianus",
        "Bo Li, bo li",
        "José Müller, jose mul",
    })
    void aNameIsFoundByTheBeginningsOfItsWords(String name, String typed) {
        var words = BlindIndex.words(typed);

        assertThat(index.tokensOf(name)).containsAll(index.tokensToFind(words));
        assertThat(BlindIndex.matches(Optional.of(name), words)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"Ola Nordmann, mann", "Ola Nordmann, kar", "Ola Nordmann, olaf", "Bo Li, bol"})
    void aNameIsNotFoundByAnythingElse(String name, String typed) {
        assertThat(index.tokensOf(name))
                .doesNotContainAnyElementsOf(index.tokensToFind(BlindIndex.words(typed)));
    }

    @Test
    void anotherOrganisationKeepsOtherTokensForTheSameName() {
        assertThat(index.tokensOf("Ola Nordmann"))
                .doesNotContainAnyElementsOf(another.tokensOf("Ola Nordmann"));
    }

    @Test
    void aNameWithoutLettersIsFoundByNothing() {
        assertThat(index.tokensOf(" - ")).isEmpty();
        assertThat(BlindIndex.matches(Optional.empty(), List.of("ola"))).isFalse();
    }
}
