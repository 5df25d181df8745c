package com.exorlive.meeting.core.administration;

import com.exorlive.meeting.core.identityprovider.IdentityProvider;
import com.exorlive.meeting.core.identityprovider.IdentityProvider.Client;
import com.exorlive.meeting.core.identityprovider.IdentityProvider.ClientAuthentication;
import com.exorlive.meeting.core.identityprovider.IdentityProvider.Demands;
import com.exorlive.meeting.core.identityprovider.IdentityProvider.Kind;
import com.exorlive.meeting.core.identityprovider.IdentityProviderId;
import com.exorlive.meeting.core.identityprovider.Level;
import com.exorlive.meeting.core.organisation.OrganisationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An identity provider as an administrator writes it. What is left out is as at OpenID Connect.
///
/// @param clientSecret never shown again; when it is left out of a change, the old one stays
record IdentityProviderBody(
        @Nullable String name,
        @Nullable String kind,
        @Nullable String issuer,
        @Nullable String clientId,
        @Nullable String clientSecret,
        @Nullable String authentication,
        @Nullable List<@Nullable String> scopes,
        @Nullable List<@Nullable String> acrValues,
        @Nullable List<@Nullable String> amr,
        @Nullable Integer maxAgeSeconds,
        @Nullable Map<String, @Nullable String> levels,
        @Nullable Boolean signOutThere,
        @Nullable Boolean active,
        @Nullable Integer version) {
    private static final int LONGEST_NAME = 60;
    private static final int MAX_WORDS = 10;
    private static final int LONGEST_AGE = 86_400;

    /// RFC 6749 appendix A.4 and A.1: what scopes, `acr` and client ids are made of; no space.
    private static final Pattern WORD = Pattern.compile("[!-~&&[^\"\\\\]]{1,100}");

    private static final Pattern CLIENT = Pattern.compile("[!-~]{1,200}");
    private static final Pattern SECRET = Pattern.compile("[ -~]{1,500}");
    private static final Pattern METHOD = Pattern.compile("[A-Za-z0-9._:-]{1,20}");

    IdentityProvider read(IdentityProviderId id, OrganisationId organisation, Instant now) {
        return new IdentityProvider(
                id,
                organisation,
                shownName(),
                Kind.parse(Asked.there(kind)).orElseThrow(Asked::bad),
                new Client(
                        Asked.there(issuer),
                        Asked.matching(CLIENT, Asked.there(clientId)),
                        readAuthentication(),
                        readScopes()),
                new Demands(
                        words(acrValues, WORD),
                        words(amr, METHOD),
                        Optional.ofNullable(maxAgeSeconds)
                                .map(IdentityProviderBody::age)
                                .orElse(null)),
                readLevels(),
                Boolean.TRUE.equals(signOutThere),
                !Boolean.FALSE.equals(active),
                Optional.ofNullable(version).orElse(1),
                now);
    }

    private String shownName() {
        var shown = Asked.name(name);
        if (shown.length() > LONGEST_NAME) {
            throw Asked.bad();
        }
        return shown;
    }

    ClientAuthentication readAuthentication() {
        return authentication == null
                ? ClientAuthentication.BASIC
                : ClientAuthentication.parse(authentication).orElseThrow(Asked::bad);
    }

    Optional<String> secret() {
        return Optional.ofNullable(clientSecret).map(it -> Asked.matching(SECRET, it));
    }

    private List<String> readScopes() {
        var asked = scopes == null ? List.of("openid") : words(scopes, WORD);
        if (!asked.contains("openid")) {
            throw Asked.bad();
        }
        return asked;
    }

    private static List<String> words(@Nullable List<@Nullable String> asked, Pattern pattern) {
        if (asked == null) {
            return List.of();
        }
        if (asked.size() > MAX_WORDS) {
            throw Asked.bad();
        }
        return asked.stream().map(it -> Asked.matching(pattern, Asked.there(it))).toList();
    }

    private static Duration age(int seconds) {
        if (seconds < 0 || seconds > LONGEST_AGE) {
            throw Asked.bad();
        }
        return Duration.ofSeconds(seconds);
    }

    private Map<String, Level> readLevels() {
        if (levels == null) {
            return Map.of();
        }
        if (levels.size() > MAX_WORDS) {
            throw Asked.bad();
        }
        return levels.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                it -> Asked.matching(WORD, it.getKey()),
                                it ->
                                        Level.parse(Asked.there(it.getValue()))
                                                .orElseThrow(Asked::bad)));
    }

    @Override
    public String toString() {
        return "IdentityProviderBody[redacted]";
    }
}
