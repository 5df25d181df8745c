package com.exorlive.meeting.standalone;

import com.exorlive.meeting.edge.JwsSignatures;
import com.exorlive.meeting.edge.issuer.TokenDemands;
import com.exorlive.meeting.edge.issuer.TrustedIssuer;
import com.exorlive.meeting.standalone.Settings.Mode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads whose tokens open meetings beside core's own: the one list that signaling and core get.
final class IssuerSettingsReader {
    static final String PATH = "exorlive.tokens.issuers";
    private static final String AUDIENCE = "exorlive-signaling";
    private static final Set<String> MEMBERS =
            Set.of(
                    "issuer",
                    "organisations",
                    "audience",
                    "acr-values",
                    "max-age",
                    "algorithms",
                    "proof");

    /// Each has its own keys to fetch and to keep.
    private static final int MOST = 50;

    private static final Pattern ORGANISATION = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(30);

    private final SettingValues values;
    private final Mode mode;

    IssuerSettingsReader(SettingValues values, Mode mode) {
        this.values = values;
        this.mode = mode;
    }

    /// @param own core's name, if it is known yet
    /// @param mustBeBound where an issuer has no rule of its own
    List<TrustedIssuer> issuers(Optional<String> own, boolean mustBeBound) {
        var given = values.objects(PATH);
        if (given.size() > MOST) {
            values.fault(PATH, "at most " + MOST);
        }
        var names = new HashSet<String>();
        own.ifPresent(names::add);
        var issuers = new ArrayList<TrustedIssuer>();
        for (int at = 0; at < given.size(); at++) {
            var one = new One(PATH + "[" + at + "]", given.get(at));
            one.issuer(mustBeBound)
                    .ifPresent(
                            issuer -> {
                                if (!names.add(issuer.issuer())) {
                                    one.fault("issuer", "is core's own, or stands here twice");
                                }
                                issuers.add(issuer);
                            });
        }
        return issuers;
    }

    /// One of the list.
    private final class One {
        private final String at;
        private final Config given;
        private boolean isRight = true;

        private One(String at, Config given) {
            this.at = at;
            this.given = given;
        }

        private Optional<TrustedIssuer> issuer(boolean mustBeBound) {
            given.root().keySet().stream()
                    .filter(name -> !MEMBERS.contains(name))
                    .sorted()
                    .forEach(name -> fault(name, "there is no such setting"));
            var name = text("issuer", "");
            if (!TrustedIssuer.isIssuer(name)
                    || (mode == Mode.PRODUCTION && !name.startsWith("https:"))) {
                fault("issuer", "must be an https address, as the issuer writes it");
            }
            var organisations = listed("organisations");
            if (organisations.isEmpty()
                    || !organisations.stream().allMatch(it -> ORGANISATION.matcher(it).matches())) {
                fault("organisations", "must name one or more, by their ids");
            }
            var audience = text("audience", AUDIENCE);
            if (audience.isBlank()) {
                fault("audience", "must not be empty");
            }
            var isBound = isBound(mustBeBound);
            var demands = demands();
            return isRight
                    ? Optional.of(
                            new TrustedIssuer(
                                    name, audience, Set.copyOf(organisations), demands, isBound))
                    : Optional.empty();
        }

        private TokenDemands demands() {
            var algorithms =
                    given.hasPath("algorithms")
                            ? Set.copyOf(listed("algorithms"))
                            : JwsSignatures.ALGORITHMS;
            if (algorithms.isEmpty() || !JwsSignatures.ALGORITHMS.containsAll(algorithms)) {
                var known = String.join(", ", JwsSignatures.ALGORITHMS.stream().sorted().toList());
                fault("algorithms", "must be some of " + known);
                return TokenDemands.NONE;
            }
            return new TokenDemands(Set.copyOf(listed("acr-values")), maxAge(), algorithms);
        }

        private @Nullable Duration maxAge() {
            if (!given.hasPath("max-age")) {
                return null;
            }
            try {
                var age = given.getDuration("max-age");
                if (age.compareTo(SHORTEST) < 0 || age.compareTo(LONGEST) > 0) {
                    fault("max-age", "must be from 1 minute to 30 days");
                }
                return age;
            } catch (ConfigException _) {
                fault("max-age", "can't be read");
                return null;
            }
        }

        private boolean isBound(boolean mustBeBound) {
            if (!given.hasPath("proof")) {
                return mustBeBound;
            }
            var word = text("proof", "");
            if (!SettingsReader.PROOFS.contains(word)) {
                fault("proof", "must be one of " + String.join(", ", SettingsReader.PROOFS));
            }
            return word.equals(SettingsReader.PROOFS.getFirst());
        }

        private String text(String member, String otherwise) {
            try {
                return given.hasPath(member) ? given.getString(member) : otherwise;
            } catch (ConfigException _) {
                fault(member, "can't be read");
                return otherwise;
            }
        }

        private List<String> listed(String member) {
            try {
                return given.hasPath(member) ? given.getStringList(member) : List.of();
            } catch (ConfigException _) {
                fault(member, "must be a list, like [\"one\", \"another\"]");
                return List.of();
            }
        }

        private void fault(String member, String what) {
            isRight = false;
            values.fault(at + "." + member, what);
        }
    }
}
