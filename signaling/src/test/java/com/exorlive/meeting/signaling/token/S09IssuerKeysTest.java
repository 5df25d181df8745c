package com.exorlive.meeting.signaling.token;

import static com.exorlive.meeting.signaling.token.TokenFactory.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.HttpServer;
import com.exorlive.meeting.edge.Reply;
import com.exorlive.meeting.edge.outbound.BoundedHttp;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// SECURITY.md S-09: an issuer that hangs, grows, fails, or is asked too often.
class S09IssuerKeysTest {
    private enum Mood {
        GOOD,
        HANGS,
        GROWS,
        FAILS,
        LIES
    }

    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Mood mood = Mood.GOOD;
    private volatile JWKSet published;
    private Instant now = NOW;
    private HttpServer server;
    private BoundedHttp http;
    private IssuerKeys keys;

    @BeforeEach
    void start() throws Exception {
        published = new JWKSet(List.of(key("k1")));
        var routes = HttpRoutes.builder().get("/jwks", _ -> answer()).build();
        server =
                HttpServer.start(
                        "issuer", new HttpServer.Address("127.0.0.1", 0, Optional.empty()), routes);
        // Waited out by what hangs; the first request of a busy machine must fit as well.
        http = new BoundedHttp(Duration.ofSeconds(2));
        var uri = URI.create("http://127.0.0.1:" + server.port() + "/jwks");
        keys = new IssuerKeys(KeysAddress.at(uri), http, () -> now);
    }

    @AfterEach
    void stop() {
        over.countDown();
        http.close();
        server.close();
    }

    private static JWK key(String kid) throws Exception {
        return new ECKeyGenerator(Curve.P_256).keyID(kid).generate().toPublicJWK();
    }

    private Reply answer() throws InterruptedException {
        asked.incrementAndGet();
        return switch (mood) {
            case GOOD -> Reply.json(200, published.toJSONObject(false));
            case HANGS -> {
                over.await(20, TimeUnit.SECONDS);
                yield Reply.json(200, published.toJSONObject());
            }
            case GROWS ->
                    Reply.json(200, Map.of("keys", List.of(), "padding", "x".repeat(70 * 1024)));
            case FAILS -> Reply.problem(500, "internal-error");
            case LIES -> Reply.text(200, "application/json", "{\"keys\":7}");
        };
    }

    @Test
    void aKeyIsFetchedOnceAndThenKnown() {
        for (int i = 0; i < 100; i++) {
            assertThat(keys.key("k1")).isPresent();
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void tenThousandStrangeNamesMakeUsAskAtMostFiveTimesAMinute() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(keys.key("strange-" + i)).isEmpty();
        }
        assertThat(asked.get()).isLessThanOrEqualTo(5);
    }

    @Test
    void oneStrangeNameMakesUsAskOnceAMinute() {
        for (int i = 0; i < 10; i++) {
            keys.key("strange");
        }
        assertThat(asked).hasValue(2);
        now = now.plusSeconds(61);
        keys.key("strange");
        assertThat(asked).hasValue(3);
    }

    @Test
    void aNewKeyIsFoundAtItsFirstUse() throws Exception {
        keys.key("k1");
        published = new JWKSet(List.of(key("k2")));

        assertThat(keys.key("k2")).isPresent();
        assertThat(keys.key("k1")).isEmpty();
    }

    @Test
    void anOutageIsToleratedForADayAndNoLonger() {
        keys.key("k1");
        for (var badMood : List.of(Mood.FAILS, Mood.GROWS, Mood.LIES, Mood.HANGS)) {
            mood = badMood;
            now = now.plusSeconds(3_600);
            assertThat(keys.key("k1")).as(badMood.name()).isPresent();
        }

        now = NOW.plus(Duration.ofHours(24));
        assertThatThrownBy(() -> keys.key("k1")).isInstanceOf(KeysUnavailableException.class);
        mood = Mood.GOOD;
        now = now.plusSeconds(61);
        assertThat(keys.key("k1")).isPresent();
    }

    @Test
    void withoutAnyKeysNothingIsJudged() {
        for (var badMood : List.of(Mood.FAILS, Mood.GROWS, Mood.LIES, Mood.HANGS)) {
            mood = badMood;
            now = now.plusSeconds(61);
            assertThat(keys.areKnown()).as(badMood.name()).isFalse();
            assertThatThrownBy(() -> keys.key("k1")).isInstanceOf(KeysUnavailableException.class);
        }
    }

    @Test
    void secretsAmongThePublishedKeysAreNotUsed() throws Exception {
        OctetSequenceKey secret = new OctetSequenceKeyGenerator(256).keyID("shared").generate();
        var withPrivate = new ECKeyGenerator(Curve.P_256).keyID("private").generate();
        published = new JWKSet(List.of(secret, withPrivate));

        assertThat(keys.key("shared")).isEmpty();
        assertThat(keys.key("private")).isEmpty();
    }
}
