package com.exorlive.meeting.standalone;

import com.exorlive.meeting.core.demo.DemoAccount;
import com.exorlive.meeting.sfu.peer.TestPeer;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A person without a browser: signs in, joins a meeting, and has real media. The test's own thread
/// does everything apart from taking in messages.
final class Caller implements AutoCloseable, WebSocket.Listener {
    /// RFC 7636 appendix B; SHA-256 of the one is the other.
    static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private static final JsonMapper JSON = JsonMapper.shared();

    final CookieManager cookies = new CookieManager();
    final TestPeer media;
    String accessToken = "";
    String ticket = "";
    String resumeToken = "";
    String answer = "";
    private final String origin;
    private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();
    private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
    private final List<JsonNode> passedOver = new ArrayList<>();
    private volatile int closeStatus;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final StringBuilder partial = new StringBuilder();
    private WebSocket socket;
    private long sent;

    Caller(String origin, long seed) throws IOException {
        this.origin = origin;
        this.media = new TestPeer(seed);
    }

    void signIn(String user) throws Exception {
        var asked =
                Map.of(
                        "response_type", "code",
                        "client_id", "exorlive-web",
                        "redirect_uri", origin + "/callback",
                        "scope", "openid profile core meeting",
                        "state", "the-state",
                        "nonce", "the-nonce",
                        "code_challenge", CHALLENGE,
                        "code_challenge_method", "S256");
        var begun = get("/oidc/authorize?" + form(asked));
        var tx = begun.headers().firstValue("Location").orElseThrow().split("tx=", 2)[1];
        var login = Map.of("tx", tx, "username", user, "password", DemoAccount.PASSWORD);
        var redirect = JSON.readTree(post("/oidc/login", login).body()).get("redirect");
        var code = redirect.stringValue().replaceFirst(".*[?&]code=([^&]*).*", "$1");
        var redemption =
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        "exorlive-web",
                        "code",
                        code,
                        "redirect_uri",
                        origin + "/callback",
                        "code_verifier",
                        VERIFIER);
        var tokens =
                send(
                        request("/oidc/token")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(form(redemption))));
        accessToken = JSON.readTree(tokens.body()).get("access_token").stringValue();
    }

    /// Starts a meeting with the first contact of this name.
    String startMeeting(String name) throws Exception {
        var contacts = JSON.readTree(get("/core/v1/contacts").body()).get("contacts");
        for (var contact : contacts) {
            if (contact.get("name").stringValue().equals(name)) {
                var body = Map.of("contactId", contact.get("id").stringValue());
                return JSON.readTree(post("/core/v1/meetings", body).body())
                        .get("id")
                        .stringValue();
            }
        }
        throw new AssertionError("no contact " + name + " in " + contacts);
    }

    HttpResponse<String> askForTicket(String meeting) throws Exception {
        return post("/api/meetings/" + meeting + "/ticket", Map.of("challenge", CHALLENGE));
    }

    void join(String meeting) throws Exception {
        var answer = askForTicket(meeting);
        if (answer.statusCode() != 200) {
            throw new AssertionError("no ticket: " + answer.statusCode() + " " + answer.body());
        }
        var granted = JSON.readTree(answer.body());
        ticket = granted.get("ticket").stringValue();
        socket =
                http.newWebSocketBuilder()
                        .header("Origin", origin)
                        .subprotocols("meet.v1")
                        .buildAsync(URI.create(granted.get("url").stringValue()), this)
                        .get(10, TimeUnit.SECONDS);
        text(Map.of("t", "hello", "ticket", ticket, "verifier", VERIFIER));
        resumeToken = next("welcome").get("resumeToken").stringValue();
    }

    /// Answers the next offer of the media server with `change` made to the answer.
    void answerOffer(java.util.function.UnaryOperator<String> change) throws Exception {
        var offer = next("describe");
        answer = change.apply(media.answer(offer.get("sdp").stringValue()));
        say(
                Map.of(
                        "t",
                        "describe",
                        "pc",
                        offer.get("pc").stringValue(),
                        "negotiation",
                        offer.get("negotiation").intValue(),
                        "kind",
                        "answer",
                        "sdp",
                        answer));
    }

    /// Sends a counted message.
    void say(Map<String, Object> message) throws Exception {
        sent++;
        var counted = new java.util.TreeMap<>(message);
        counted.put("seq", sent);
        text(counted);
    }

    void text(Map<String, ?> message) throws Exception {
        socket.sendText(JSON.writeValueAsString(message), true).get(10, TimeUnit.SECONDS);
    }

    /// The oldest message of this type that was not asked for yet. Others wait for who asks for
    /// them: the room and its media tell their news in no order that a test could rely on.
    JsonNode next(String type) throws Exception {
        for (var waiting = passedOver.iterator(); waiting.hasNext(); ) {
            var message = waiting.next();
            if (isOf(type, message)) {
                waiting.remove();
                return message;
            }
        }
        while (true) {
            var message = received.poll(10, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("no " + type + ", but " + passedOver);
            }
            if (isOf(type, message)) {
                return message;
            }
            passedOver.add(message);
        }
    }

    private static boolean isOf(String type, JsonNode message) {
        return message.get("t").stringValue().equals(type);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            received.add(JSON.readTree(partial.toString()));
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(request(path).GET());
    }

    HttpResponse<String> post(String path, Object body) throws Exception {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    HttpResponse<String> delete(String path) throws Exception {
        return send(request(path).DELETE());
    }

    HttpResponse<String> postForm(String path, Map<String, String> parameters) throws Exception {
        return send(
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form(parameters))));
    }

    HttpResponse<String> put(String path, Object body) throws Exception {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(origin + path)).header("Origin", origin);
        return accessToken.isEmpty()
                ? request
                : request.header("Authorization", "Bearer " + accessToken);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(
                        it ->
                                it.getKey()
                                        + "="
                                        + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        closeStatus = status;
        closed.countDown();
        return null;
    }

    /// With which code the server closes the socket.
    int closeStatus() throws InterruptedException {
        return closed.await(10, TimeUnit.SECONDS) ? closeStatus : 0;
    }

    /// The news that a seat is now in this state.
    JsonNode nextPresenceOf(String seat, String state) throws Exception {
        while (true) {
            var news = next("presence");
            if (news.get("seat").stringValue().equals(seat)
                    && news.get("state").stringValue().equals(state)) {
                return news;
            }
        }
    }

    private void awaitClosed() {
        try {
            closed.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        media.close();
        if (socket != null) {
            var _ = socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
            awaitClosed();
        }
        // Not `close`, which waits for as long as a socket that nobody answers is open.
        http.shutdownNow();
    }
}
