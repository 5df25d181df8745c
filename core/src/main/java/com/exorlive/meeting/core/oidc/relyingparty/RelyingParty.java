package com.exorlive.meeting.core.oidc.relyingparty;

import com.exorlive.meeting.core.identityprovider.IdentityProvider;
import com.exorlive.meeting.core.identityprovider.ProviderAddresses;
import com.exorlive.meeting.core.signin.Pepper;
import com.exorlive.meeting.edge.JwsSignatures;
import com.exorlive.meeting.edge.outbound.BoundedHttp;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What this server is to customers' identity providers (OpenID Connect Core section 3.1):
/// authorization code with PKCE, `state` and `nonce`, and nothing else. Thread-safe; blocks.
public final class RelyingParty implements AutoCloseable {
    private static final Duration METADATA_FRESH = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// By S-09.
    private static final Duration PATIENCE_FOR_KEYS = Duration.ofSeconds(2);

    /// A provider that hangs holds so many threads at most; beyond it people are told at once.
    private static final int MOST_WAITING = 64;

    private static final int MAX_TOKEN = 16 * 1024;
    private static final int MAX_ISSUERS = 1_000;

    /// Other kinds of token that providers sign with the same keys (RFC 8725 section 3.11).
    private static final Set<String> NO_ID_TOKENS = Set.of("at+jwt", "logout+jwt");

    private final URI origin;
    private final ProviderAddresses addresses;
    private final BoundedHttp http;
    private final StateSecrets secrets;
    private final TokenRequests tokens;
    private final InstantSource clock;
    private final LoadingCache<String, Issuer> issuers;

    /// @param signs what shows us to a provider that wants no secret
    public RelyingParty(
            URI origin,
            ProviderAddresses addresses,
            Pepper pepper,
            ClientAssertions signs,
            InstantSource clock) {
        this.origin = origin;
        this.addresses = addresses;
        this.http = new BoundedHttp(PATIENCE, MOST_WAITING, addresses::isOutside);
        this.secrets = new StateSecrets(pepper);
        this.tokens = new TokenRequests(http, signs, PATIENCE);
        this.clock = clock;
        this.issuers = Caffeine.newBuilder().maximumSize(MAX_ISSUERS).build(this::issuer);
    }

    /// What one issuer publishes.
    private record Issuer(Fetched<Metadata> metadata, ProviderKeys keys) {}

    private Issuer issuer(String issuer) {
        var metadata =
                new Fetched<>(
                        "metadata",
                        METADATA_FRESH,
                        () ->
                                Metadata.read(
                                        get(Metadata.address(issuer), PATIENCE),
                                        issuer,
                                        addresses));
        return new Issuer(metadata, new ProviderKeys(() -> keySet(metadata)));
    }

    private String keySet(Fetched<Metadata> metadata) throws IOException {
        try {
            return get(metadata.get(clock.instant()).keys(), PATIENCE_FOR_KEYS);
        } catch (ProviderUnavailableException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private String get(URI address, Duration patience) throws IOException {
        var answer = http.send(HttpRequest.newBuilder(address).GET().build(), patience);
        if (answer.status() != 200) {
            throw new IOException("status " + answer.status());
        }
        return answer.body();
    }

    private Issuer issuer(IdentityProvider provider) {
        return issuers.get(provider.client().issuer());
    }

    /// Where providers send people back to: each has an address of its own, so that the answer of
    /// one can't be passed off as another's (RFC 9700 section 4.4.2).
    public URI redirectUri(IdentityProvider provider) {
        return URI.create(origin + "/oidc/from/" + provider.id());
    }

    /// Whether the provider can be had now, before anybody is sent there.
    public void check(IdentityProvider provider) throws ProviderUnavailableException {
        issuer(provider).metadata().get(clock.instant());
    }

    /// What an administrator learns of an issuer, asked anew.
    public ConnectionCheck.Outcome tryOut(String issuer) {
        return new ConnectionCheck(http, addresses, PATIENCE).of(issuer);
    }

    /// Where a browser goes to sign in there.
    ///
    /// @param maxAge how long ago the person may have signed in there; null: however long
    public URI authorization(IdentityProvider provider, String state, @Nullable Duration maxAge)
            throws ProviderUnavailableException {
        var client = provider.client();
        var query = new LinkedHashMap<String, String>();
        query.put("response_type", "code");
        query.put("client_id", client.id());
        query.put("redirect_uri", redirectUri(provider).toString());
        query.put("scope", String.join(" ", client.scopes()));
        query.put("state", state);
        query.put("nonce", secrets.nonce(state));
        query.put("code_challenge", secrets.challenge(state));
        query.put("code_challenge_method", "S256");
        if (!provider.demands().acrValues().isEmpty()) {
            query.put("acr_values", String.join(" ", provider.demands().acrValues()));
        }
        if (maxAge != null) {
            query.put("max_age", Long.toString(maxAge.toSeconds()));
        }
        var endpoint = issuer(provider).metadata().get(clock.instant()).authorization();
        return Forms.at(endpoint, query);
    }

    /// What a provider answered by the browser.
    ///
    /// @param issuer what it calls itself (RFC 9207), if it does
    public record Answer(
            String state, Optional<String> issuer, Optional<String> error, Optional<String> code) {
        @Override
        public String toString() {
            return "Answer[redacted]";
        }
    }

    /// A sign-in there, with the token that says so: to sign out there with.
    public record Result(SignedInThere what, Optional<String> idToken) {
        @Override
        public String toString() {
            return "Result[redacted]";
        }
    }

    /// Follows an answer up. The state must be one that this browser was sent to this provider
    /// with, and be used up already.
    public Result follow(
            IdentityProvider provider,
            Answer answer,
            Optional<String> clientSecret,
            @Nullable Duration maxAge)
            throws ProviderUnavailableException {
        var metadata = issuer(provider).metadata().get(clock.instant());
        var issuer = provider.client().issuer();
        if (answer.issuer().map(it -> !it.equals(issuer)).orElse(metadata.namesItself())) {
            return refused(SignedInThere.Refused.ANSWER_WRONG);
        }
        if (answer.error().isPresent()) {
            return refused(SignedInThere.Refused.REFUSED_THERE);
        }
        if (answer.code().isEmpty()) {
            return refused(SignedInThere.Refused.ANSWER_WRONG);
        }
        var grant =
                new TokenRequests.Grant(
                        answer.code().get(),
                        redirectUri(provider),
                        secrets.verifier(answer.state()),
                        clientSecret);
        var token = tokens.idToken(provider, metadata.token(), grant);
        if (token.isEmpty()) {
            return refused(SignedInThere.Refused.REFUSED_THERE);
        }
        return new Result(judge(provider, token.get(), answer.state(), maxAge), token);
    }

    private static Result refused(SignedInThere.Refused why) {
        return new Result(why, Optional.empty());
    }

    private SignedInThere judge(
            IdentityProvider provider, String token, String state, @Nullable Duration maxAge)
            throws ProviderUnavailableException {
        try {
            var claims = verified(provider, token, false);
            return claims.isEmpty()
                    ? SignedInThere.Refused.ANSWER_WRONG
                    : IdTokens.judge(
                            claims.get(), provider, secrets.nonce(state), maxAge, clock.instant());
        } catch (ParseException _) {
            return SignedInThere.Refused.ANSWER_WRONG;
        }
    }

    /// Whom a provider says it has signed out, if it is the provider that says so.
    public Optional<LogoutTokens.SignedOut> signedOut(IdentityProvider provider, String token)
            throws ProviderUnavailableException {
        try {
            var claims = verified(provider, token, true);
            return claims.isEmpty()
                    ? Optional.empty()
                    : LogoutTokens.judge(claims.get(), provider, clock.instant());
        } catch (ParseException _) {
            return Optional.empty();
        }
    }

    /// The claims of a token that the provider's key signed. Five parts (JWE) do not parse, so no
    /// key is ever derived from what somebody else sends.
    private Optional<JWTClaimsSet> verified(
            IdentityProvider provider, String token, boolean isLogout)
            throws ProviderUnavailableException, ParseException {
        if (token.length() > MAX_TOKEN) {
            return Optional.empty();
        }
        SignedJWT jwt;
        try {
            jwt = SignedJWT.parse(token);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        var header = jwt.getHeader();
        var type = header.getType() == null ? "JWT" : header.getType().getType();
        var isKind = isLogout ? !type.equals("at+jwt") : !NO_ID_TOKENS.contains(type);
        if (!isKind || header.getCriticalParams() != null || !header.isBase64URLEncodePayload()) {
            return Optional.empty();
        }
        var key = issuer(provider).keys().find(header.getKeyID(), clock.instant());
        return key.filter(it -> JwsSignatures.isBy(it, jwt)).isPresent()
                ? Optional.of(jwt.getJWTClaimsSet())
                : Optional.empty();
    }

    /// Where a browser signs out there (OpenID Connect RP-Initiated Logout 1.0); empty if it can't.
    public Optional<URI> signOut(IdentityProvider provider, Optional<String> idToken) {
        try {
            var metadata = issuer(provider).metadata().get(clock.instant());
            var query = new LinkedHashMap<String, String>();
            query.put("client_id", provider.client().id());
            query.put("post_logout_redirect_uri", origin + "/");
            idToken.ifPresent(it -> query.put("id_token_hint", it));
            return metadata.endSession().map(endpoint -> Forms.at(endpoint, query));
        } catch (ProviderUnavailableException _) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
