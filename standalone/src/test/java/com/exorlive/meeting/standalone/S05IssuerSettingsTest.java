package com.exorlive.meeting.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exorlive.meeting.edge.JwsSignatures;
import com.exorlive.meeting.edge.issuer.TokenDemands;
import com.exorlive.meeting.edge.issuer.TrustedIssuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// S-05: the list of issuers is read whole, or the start stops and says which line is wrong.
class S05IssuerSettingsTest {
    private static final String VARIABLE = "EXORLIVE_TOKENS_ISSUERS";

    @TempDir Path directory;

    @Test
    void thereIsNoneUnlessTheOperatorNamesOne() {
        assertThat(read("[]")).isEmpty();
        assertThat(read("")).isEmpty();
    }

    @Test
    void aFileNamesSeveralWithAllTheirRules() throws IOException {
        var file =
                Files.writeString(
                        directory.resolve("own.conf"),
                        """
                        exorlive.tokens.issuers = [
                          { issuer = "https://id.north.example/realms/x"
                            organisations = [north, north-2]
                            audience = meetings
                            acr-values = [high]
                            max-age = 8 h
                            algorithms = [ES256]
                            proof = required }
                          { issuer = "https://id.south.example", organisations = [south] }
                        ]
                        """);

        var issuers = SettingsReader.read(Optional.of(file), Map.of(), Map.of()).tokens().others();

        assertThat(issuers)
                .containsExactly(
                        new TrustedIssuer(
                                "https://id.north.example/realms/x",
                                "meetings",
                                Set.of("north", "north-2"),
                                new TokenDemands(
                                        Set.of("high"), Duration.ofHours(8), Set.of("ES256")),
                                true),
                        new TrustedIssuer(
                                "https://id.south.example",
                                "exorlive-signaling",
                                Set.of("south"),
                                TokenDemands.NONE,
                                false));
        assertThat(issuers.getLast().demands().algorithms()).isEqualTo(JwsSignatures.ALGORITHMS);
    }

    @Test
    void theEnvironmentNamesThemInTheSameForm() {
        assertThat(read("[{\"issuer\":\"https://a.example\",\"organisations\":[\"o\"]}]"))
                .singleElement()
                .extracting(TrustedIssuer::issuer)
                .isEqualTo("https://a.example");
    }

    @Test
    void whatCantBeUsedIsNamedByItsPlace() {
        var list =
                """
                [{ issuer = "http://id.example", organisations = [] }
                 { issuer = "https://a.example", organisations = ["a b"], scope = x }
                 { issuer = "https://b.example", organisations = [o], algorithms = [HS256] }
                 { issuer = "https://c.example", organisations = [o], max-age = 1 s, audience = "" }
                 { issuer = "https://d.example", organisations = [o], proof = maybe }
                 { issuer = "https://e.example", organisations = [o] }
                 { issuer = "https://e.example", organisations = [p] }]
                """;
        var at = "exorlive.tokens.issuers";
        assertThatThrownBy(() -> read(list))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(at + "[0].issuer: must be an https address")
                .hasMessageContaining(at + "[0].organisations: must name one or more")
                .hasMessageContaining(at + "[1].organisations: must name one or more")
                .hasMessageContaining(at + "[1].scope: there is no such setting")
                .hasMessageContaining(
                        at + "[2].algorithms: must be some of ES256, EdDSA, PS256, RS256")
                .hasMessageContaining(at + "[3].max-age: must be from 1 minute to 30 days")
                .hasMessageContaining(at + "[3].audience: must not be empty")
                .hasMessageContaining(at + "[4].proof: must be one of required, when-bound")
                .hasMessageContaining(at + "[6].issuer: is core's own, or stands here twice");
    }

    @Test
    void whatIsNoListIsAFault() {
        for (var wrong : List.of("nonsense", "{}", "[1]", "[{]")) {
            assertThatThrownBy(() -> read(wrong))
                    .hasMessageContaining("exorlive.tokens.issuers: must be a list of objects");
        }
    }

    private static List<TrustedIssuer> read(String list) {
        return SettingsReader.read(Optional.empty(), Map.of(VARIABLE, list), Map.of())
                .tokens()
                .others();
    }
}
