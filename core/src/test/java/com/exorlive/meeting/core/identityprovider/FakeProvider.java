package com.exorlive.meeting.core.identityprovider;

import com.exorlive.meeting.core.Http;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/// An OpenID Provider on a loopback port that does what a test tells it: everything right at first.
public final class FakeProvider implements AutoCloseable {
    public static final String CLIENT = "exorlive";
    public static final String SECRET = "a-secret +of/the&client";
    private static final RSAKey FIRST = key("first");

    private final HttpServer server;
    private final InstantSource clock;
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private final AtomicInteger number = new AtomicInteger();
    public final Map<String, Object> metadata = new ConcurrentHashMap<>();
    public final AtomicInteger keyFetches = new AtomicInteger();
    public final AtomicInteger metadataFetches = new AtomicInteger();
    public volatile List<RSAKey> keys = List.of(FIRST);
    public volatile boolean isDown;
    public volatile int padding;

    /// Spoils the claims before they are signed.
    public volatile UnaryOperator<JWTClaimsSet.Builder> claims = it -> it;

    /// Spoils the signed token.
    public volatile UnaryOperator<String> token = it -> it;

    public FakeProvider(InstantSource clock) throws IOException {
        this.clock = clock;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        metadata.put("issuer", issuer());
        metadata.put("authorization_endpoint", issuer() + "/authorize");
        metadata.put("token_endpoint", issuer() + "/token");
        metadata.put("jwks_uri", issuer() + "/jwks");
        metadata.put("end_session_endpoint", issuer() + "/end");
        metadata.put("authorization_response_iss_parameter_supported", true);
    }

    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public static RSAKey key(String kid) {
        try {
            return new RSAKeyGenerator(2048).keyUse(KeyUse.SIGNATURE).keyID(kid).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (isDown) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            switch (path) {
                case "/.well-known/openid-configuration" -> {
                    metadataFetches.incrementAndGet();
                    var all = new TreeMap<String, Object>(metadata);
                    all.put("padding", "x".repeat(padding));
                    send(exchange, 200, Http.json(all));
                }
                case "/jwks" -> {
                    keyFetches.incrementAndGet();
                    send(
                            exchange,
                            200,
                            new JWKSet(keys.stream().map(it -> (JWK) it.toPublicJWK()).toList())
                                    .toString());
                }
                case "/token" -> redeem(exchange, Http.parameters(body));
                default -> exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /// As RFC 6749 section 4.1.3 and RFC 7636 section 4.6 want it.
    private void redeem(HttpExchange exchange, Map<String, String> form) throws IOException {
        var asked = codes.remove(form.getOrDefault("code", ""));
        var pair = CLIENT + ":" + java.net.URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
        var basic =
                "Basic "
                        + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        var isClient = basic.equals(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!isClient
                || asked == null
                || !asked.get("redirect_uri").equals(form.get("redirect_uri"))
                || !asked.get("code_challenge").equals(s256(form.get("code_verifier")))) {
            send(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        var idToken = idToken(asked);
        send(
                exchange,
                200,
                Http.json(
                        Map.of("access_token", "x", "token_type", "Bearer", "id_token", idToken)));
    }

    private static String s256(String verifier) {
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private String idToken(Map<String, String> asked) {
        var now = clock.instant();
        var builder =
                new JWTClaimsSet.Builder()
                        .issuer(issuer())
                        .subject(asked.get("sub"))
                        .audience(CLIENT)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(300)))
                        .claim("nonce", asked.get("nonce"))
                        .claim("auth_time", now.getEpochSecond())
                        .claim("sid", "session-of-" + asked.get("sub"));
        return token.apply(signed(claims.apply(builder).build(), "JWT"));
    }

    /// Signed by the newest key.
    public String signed(JWTClaimsSet said, String type) {
        var key = keys.getLast();
        var jwt =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                .keyID(key.getKeyID())
                                .type(new JOSEObjectType(type))
                                .build(),
                        said);
        try {
            jwt.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt.serialize();
    }

    /// A good logout token; a test spoils one claim.
    public JWTClaimsSet.Builder logout() {
        var now = clock.instant();
        return new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(CLIENT)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(120)))
                .jwtID("logout-" + number.incrementAndGet())
                .claim(
                        "events",
                        Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
    }

    /// Somebody signs in here and is sent back.
    ///
    /// @param address where core sent the browser
    /// @return the parameters of the answer
    public Map<String, String> signIn(String address, String sub) {
        var asked = new HashMap<>(Http.parameters(URI.create(address).getRawQuery()));
        if (!address.startsWith(issuer() + "/authorize?")
                || !CLIENT.equals(asked.get("client_id"))) {
            throw new AssertionError("not sent here but to " + address);
        }
        asked.put("sub", sub);
        var code = "code-" + number.incrementAndGet();
        codes.put(code, asked);
        return new HashMap<>(Map.of("code", code, "state", asked.get("state"), "iss", issuer()));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
