package com.exorlive.meeting.core.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.exorlive.meeting.core.TestClock;
import com.exorlive.meeting.core.database.AfterDatabase;
import com.exorlive.meeting.core.database.BeforeDatabase;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.database.OnBothDatabases;
import com.exorlive.meeting.core.database.TestDatabase;
import com.exorlive.meeting.core.signin.Pepper;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Which bearer tokens core takes (S-01 to S-03, S-05, S-10): a good one, and then each mutation.
@OnBothDatabases
final class BearerTokenTest {
    private static final URI ISSUER = URI.create("https://core.example");

    private static final TestClock CLOCK = new TestClock("2026-11-21T12:00:00Z");
    private static Database database;
    private static SigningKeys keys;
    private static AccessTokenVerifier verifier;

    @BeforeDatabase
    static void open() {
        database = TestDatabase.open();
        keys = SigningKeys.load(database, new Pepper("a pepper"), CLOCK);
        verifier = new AccessTokenVerifier(ISSUER, keys, CLOCK);
    }

    @AfterDatabase
    static void close() {
        database.close();
    }

    @Test
    void aGoodTokenIsTaken() {
        assertThat(verifier.verify(signed(header(), claims().build(), keys.current())))
                .hasValueSatisfying(
                        it -> {
                            assertThat(it.subject()).isEqualTo("somebody");
                            assertThat(it.scopes()).isEqualTo(Set.of("openid", "core"));
                        });
    }

    @ParameterizedTest
    @MethodSource
    void aTokenWithAWrongClaimIsRefused(String name, UnaryOperator<JWTClaimsSet.Builder> mutation) {
        var claims = mutation.apply(claims()).build();
        assertThat(verifier.verify(signed(header(), claims, keys.current()))).isEmpty();
    }

    static Stream<Arguments> aTokenWithAWrongClaimIsRefused() {
        return Stream.of(
                mutation("another issuer", it -> it.issuer("https://other.example")),
                mutation("our issuer with a slash", it -> it.issuer(ISSUER + "/")),
                mutation("no issuer", it -> it.issuer(null)),
                mutation("another audience", it -> it.audience("exorlive-signaling")),
                mutation("no audience", it -> it.audience((String) null)),
                mutation("no subject", it -> it.subject(null)),
                mutation("no expiry", it -> it.expirationTime(null)),
                mutation("no id", it -> it.jwtID(null)),
                mutation("no client", it -> it.claim("client_id", null)),
                mutation("no scope", it -> it.claim("scope", null)),
                mutation("a scope that is no text", it -> it.claim("scope", 1)),
                mutation("expired 31 s ago", it -> it.expirationTime(at(-31))),
                mutation("not before 31 s from now", it -> it.notBeforeTime(at(31))));
    }

    @Test
    void clocksMayDifferByThirtySeconds() {
        var late = claims().expirationTime(at(-29)).build();
        var early = claims().notBeforeTime(at(29)).build();
        assertThat(verifier.verify(signed(header(), late, keys.current()))).isPresent();
        assertThat(verifier.verify(signed(header(), early, keys.current()))).isPresent();
    }

    @ParameterizedTest
    @MethodSource
    void aForgedTokenIsRefused(String name, String token) {
        assertThat(verifier.verify(token)).isEmpty();
    }

    static Stream<Arguments> aForgedTokenIsRefused() throws Exception {
        var good = signed(header(), claims().build(), keys.current());
        var parts = good.split("\\.", -1);
        var stranger = new ECKeyGenerator(Curve.P_256).generate();
        var publicKey = keys.current().toPublicJWK();
        var hmac = new SignedJWT(hmacHeader(), claims().build());
        hmac.sign(
                new MACSigner(Base64.getEncoder().encode(publicKey.toECPublicKey().getEncoded())));
        return Stream.of(
                arguments("unsigned", new PlainJWT(claims().build()).serialize()),
                arguments("signature cut off", parts[0] + "." + parts[1] + "."),
                arguments("signature of zeros", parts[0] + "." + parts[1] + "." + "A".repeat(86)),
                arguments("public key as secret", hmac.serialize()),
                arguments("another key", signed(header(), claims().build(), stranger)),
                arguments(
                        "another key in the header",
                        signed(
                                headerBuilder().jwk(stranger.toPublicJWK()).build(),
                                claims().build(),
                                stranger)),
                arguments(
                        "an ID token",
                        signed(
                                headerBuilder().type(JOSEObjectType.JWT).build(),
                                claims().build(),
                                keys.current())),
                arguments(
                        "an identity assertion",
                        signed(
                                headerBuilder().type(IdentityAssertions.TYPE).build(),
                                claims().build(),
                                keys.current())),
                arguments(
                        "no type",
                        signed(
                                new JWSHeader.Builder(JWSAlgorithm.ES256)
                                        .keyID(keys.current().getKeyID())
                                        .build(),
                                claims().build(),
                                keys.current())),
                arguments(
                        "an unknown kid",
                        signed(
                                headerBuilder().keyID("../../etc/passwd").build(),
                                claims().build(),
                                keys.current())),
                arguments(
                        "a critical header",
                        signed(
                                headerBuilder()
                                        .criticalParams(Set.of("must"))
                                        .customParam("must", 1)
                                        .build(),
                                claims().build(),
                                keys.current())),
                arguments("encrypted", p2cBomb()),
                arguments("too long", good + "A".repeat(9_000)),
                arguments("nothing", ""),
                arguments("dots", ".."),
                arguments("no token at all", "hello"));
    }

    @Test
    void aKeyBroughtInSignsFromTheNextStartAndTheOlderGoesOnVerifying() {
        var old = signed(header(), claims().build(), keys.current());
        var pepper = new Pepper("a pepper");
        CLOCK.advance(Duration.ofSeconds(1));
        database.run(
                handle ->
                        SigningKeys.add(handle, pepper.deriveKey("signing-key"), CLOCK.instant()));

        var reloaded = SigningKeys.load(database, pepper, CLOCK);
        assertThat(reloaded.published().getKeys()).hasSize(2);
        assertThat(reloaded.current().getKeyID()).isNotEqualTo(keys.current().getKeyID());
        assertThat(new AccessTokenVerifier(ISSUER, reloaded, CLOCK).verify(old)).isPresent();
    }

    private static Arguments mutation(String name, UnaryOperator<JWTClaimsSet.Builder> mutation) {
        return arguments(name, mutation);
    }

    /// CVE-2023-52428: a key derivation of two thousand million rounds.
    private static String p2cBomb() {
        var header =
                "{\"alg\":\"PBES2-HS256+A128KW\",\"enc\":\"A128GCM\",\"p2c\":2147483647,"
                        + "\"p2s\":\"AAAAAAAAAAAAAAAAAAAAAA\"}";
        var encoded =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(header.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return encoded + ".AAAA.AAAA.AAAA.AAAA";
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER.toString())
                .audience("exorlive-core")
                .subject("somebody")
                .claim("client_id", "exorlive-web")
                .claim("scope", "openid core")
                .jwtID("1")
                .issueTime(at(0))
                .expirationTime(at(600));
    }

    private static Date at(long secondsFromNow) {
        return Date.from(CLOCK.instant().plusSeconds(secondsFromNow));
    }

    private static JWSHeader header() {
        return headerBuilder().build();
    }

    private static JWSHeader.Builder headerBuilder() {
        return new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(keys.current().getKeyID());
    }

    private static JWSHeader hmacHeader() {
        return new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(keys.current().getKeyID())
                .build();
    }

    private static String signed(JWSHeader header, JWTClaimsSet claims, ECKey key) {
        try {
            var jwt = new SignedJWT(header, claims);
            jwt.sign(new ECDSASigner(key));
            return jwt.serialize();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
