package com.exorlive.meeting.signaling;

import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.HttpServer;
import com.exorlive.meeting.edge.Reply;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// Core, as far as signalling sees it: keys, a token for the service, admissions, events.
public final class FakeCore implements AutoCloseable {
    public static final String ISSUER = "http://issuer.example";

    public final List<Map<String, Object>> events = new CopyOnWriteArrayList<>();
    public final List<Map<String, Object>> accessEnds = new CopyOnWriteArrayList<>();
    public final Set<String> ended = ConcurrentHashMap.newKeySet();

    /// When the two of a meeting first were in it together.
    public final Map<String, Instant> startedAt = new ConcurrentHashMap<>();

    public volatile boolean isDown;

    /// As if it had overlooked whose subject it is asked about.
    public volatile boolean knowsNoIssuers;

    public volatile long tokenSeconds = 600;
    public final AtomicInteger tokensAsked = new AtomicInteger();

    /// The event that core breaks over.
    public volatile String broken = "";

    private final Map<String, List<String>> meetings = new ConcurrentHashMap<>();
    private final SigningKey key;
    private final HttpServer server;
    private final Random random = new Random(7);
    private final Set<String> mistakes = ConcurrentHashMap.newKeySet();

    public FakeCore() throws Exception {
        key = new SigningKey();
        var routes =
                HttpRoutes.builder()
                        .get("/oidc/jwks", _ -> jwks())
                        .post("/oidc/token", this::token)
                        .post("/core/v1/admissions", this::admit)
                        .post("/core/v1/meetings/{id}/events", this::event)
                        .get("/core/v1/access-ends", this::accessEnds)
                        .build();
        server =
                HttpServer.start(
                        "core", new HttpServer.Address("127.0.0.1", 0, Optional.empty()), routes);
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    /// A meeting that is open for an hour from now, or from `notBefore` on.
    public String meeting(String host, String invitee) {
        return meeting(host, invitee, Instant.now().minusSeconds(60), Duration.ofHours(24));
    }

    public String meeting(String host, String invitee, Instant notBefore, Duration length) {
        var bytes = ByteBuffer.allocate(25).put((byte) 1);
        bytes.putInt((int) notBefore.getEpochSecond());
        bytes.putInt((int) notBefore.plus(length).getEpochSecond());
        var rest = new byte[16];
        random.nextBytes(rest);
        bytes.put(rest);
        var id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
        meetings.put(id, List.of(host, invitee));
        return id;
    }

    /// As if core let in a third one by mistake, on the invitee's seat.
    public void mistake(String meeting, String subject) {
        mistakes.add(meeting + subject);
    }

    /// As if core had changed its mind about who may sit.
    public void reassign(String meeting, String host, String invitee) {
        meetings.put(meeting, List.of(host, invitee));
    }

    /// As if core had never heard that it ended.
    public void forgetEnd(String meeting) {
        ended.remove(meeting);
    }

    /// The id of a meeting that nobody knows.
    public String unknownMeeting() {
        var id = meeting("nobody", "nobody-else");
        meetings.remove(id);
        return id;
    }

    public String tokenOf(String subject) throws JOSEException {
        return key.sign(claimsOf(subject).build());
    }

    /// A token that is bound to something (RFC 7800).
    public String tokenOf(String subject, Map<String, Object> confirmation) throws JOSEException {
        return key.sign(claimsOf(subject).claim("cnf", confirmation).build());
    }

    private static JWTClaimsSet.Builder claimsOf(String subject) {
        return SigningKey.claims(ISSUER, subject, Duration.ofHours(10))
                .audience(List.of("exorlive-core", "exorlive-signaling"))
                .claim("scope", "openid profile core meeting");
    }

    private Reply jwks() {
        return isDown ? Reply.problem(503, "down") : key.jwks();
    }

    private Reply token(HttpCall call) {
        var seconds = tokenSeconds;
        tokensAsked.incrementAndGet();
        var expected =
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        "signaling-id:s3cret".getBytes(StandardCharsets.UTF_8));
        return call.header("Authorization").orElse("").equals(expected)
                ? Reply.json(200, Map.of("access_token", "service", "expires_in", seconds))
                : Reply.problem(401, "no");
    }

    @SuppressWarnings("unchecked")
    private Reply admit(HttpCall call) {
        if (isDown) {
            return Reply.problem(503, "down");
        }
        if (!call.bearerToken().equals(Optional.of("service"))) {
            return Reply.problem(401, "token-invalid");
        }
        Map<String, Object> body = call.json(Map.class);
        var id = String.valueOf(body.get("meetingId"));
        var pair = meetings.getOrDefault(id, List.of());
        var subject = String.valueOf(body.get("subject"));
        if (pair.size() == 2 && mistakes.contains(id + subject)) {
            pair = List.of(pair.get(0), subject);
        }
        var seat = pair.indexOf(subject);
        if (seat < 0 || ended.contains(id)) {
            return Reply.problem(404, "meeting-not-open");
        }
        var answer = new HashMap<>(admission(id, pair, seat));
        var began = Optional.ofNullable(startedAt.get(id));
        if (!knowsNoIssuers && body.containsKey("issuer")) {
            answer.put("issuer", body.get("issuer"));
        }
        answer.put("startedAt", began.map(Instant::toString).orElse(null));
        return Reply.json(200, answer);
    }

    private static Map<String, Object> admission(String id, List<String> pair, int seat) {
        return Map.of(
                "meetingId", id,
                "seat", seat == 0 ? "host" : "invitee",
                "subjects", Map.of("host", pair.get(0), "invitee", pair.get(1)),
                "participants",
                        Map.of(
                                "host", Map.of("name", "Ingrid Berg", "title", "trainer"),
                                "invitee", Map.of("name", "Ola Nordmann", "title", "client")),
                "organisation", Map.of("id", "o1"),
                "notBefore", window(id, 1).toString(),
                "notAfter", window(id, 5).toString(),
                "endWhen", "either");
    }

    private Reply accessEnds(HttpCall call) {
        if (isDown) {
            return Reply.problem(503, "down");
        }
        // As core does, it tells the latest again whatever is asked after.
        return Reply.json(200, Map.of("ends", accessEnds));
    }

    private static Instant window(String id, int offset) {
        var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(id));
        return Instant.ofEpochSecond(Integer.toUnsignedLong(bytes.getInt(offset)));
    }

    @SuppressWarnings("unchecked")
    private Reply event(HttpCall call) {
        if (isDown) {
            return Reply.problem(503, "down");
        }
        Map<String, Object> body = call.json(Map.class);
        if (broken.equals(body.get("event"))) {
            return Reply.problem(500, "internal-error");
        }
        if ("ended".equals(body.get("event"))) {
            ended.add(call.path("id"));
        }
        events.add(body);
        return Reply.noContent();
    }

    @Override
    public void close() {
        server.close();
    }
}
